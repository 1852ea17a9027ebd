package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that do not know of each other. */
class ParallelTest {
  private static final int ROWS = 300;

  private RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();

  @AfterEach
  void stop() {
    router.close();
  }

  private <T> List<T> together(List<Callable<T>> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(work, 20, TimeUnit.SECONDS)) {
        results.add(one.get());
      }
      return results;
    }
  }

  private List<String> add(String prefix) throws Exception {
    List<String> ids = new ArrayList<>();
    try (RawClient client = RawClient.loggedIn(router)) {
      for (int i = 0; i < ROWS; i++) {
        client.send("/ppp/secret/add", "=name=" + prefix + i, ".tag=" + prefix + i);
      }
      for (int i = 0; i < ROWS; i++) {
        List<String> done = client.read();
        assertThat(done).hasSize(3).first().isEqualTo("!done");
        assertThat(done.get(2)).isEqualTo(".tag=" + prefix + i);
        ids.add(done.get(1));
      }
    }
    return ids;
  }

  @Test
  void twoClientsPipelineTheirWritesAndEachGetsItsOwnAnswers() throws Exception {
    List<List<String>> ids = together(List.of(() -> add("a"), () -> add("b")));
    Set<String> distinct = new HashSet<>();
    ids.forEach(distinct::addAll);
    assertThat(distinct).hasSize(2 * ROWS);
    assertThat(router.state().rows("/ppp/secret")).hasSize(2 * ROWS);
    assertThat(router.counters().flashWrites()).isEqualTo(2 * ROWS);
    assertThat(router.counters().sentences()).isEqualTo(2 * ROWS + 2);
  }

  private Integer firsts() throws Exception {
    int won = 0;
    try (RawClient client = RawClient.loggedIn(router)) {
      for (int i = 0; i < ROWS; i++) {
        won += client.ask("/ppp/secret/add", "=name=same" + i).size() == 1 ? 1 : 0;
      }
    }
    return won;
  }

  @Test
  void ofTwoClientsThatAddTheSameNameExactlyOneSucceeds() throws Exception {
    List<Integer> won = together(List.of(this::firsts, this::firsts));
    assertThat(won.get(0) + won.get(1)).isEqualTo(ROWS);
    assertThat(router.state().rows("/ppp/secret")).hasSize(ROWS);
  }

  @Test
  void aWriterIsSeenByAReaderWithoutTornRows() throws Exception {
    Callable<Integer> writer = () -> add("w").size();
    Callable<Integer> reader =
        () -> {
          int seen = 0;
          try (RawClient client = RawClient.loggedIn(router)) {
            while (seen < ROWS) {
              List<List<String>> rows =
                  client.ask("/ppp/secret/print", "=.proplist=name,profile", "?profile=default");
              assertThat(rows.subList(0, rows.size() - 1))
                  .allSatisfy(row -> assertThat(row.getFirst()).isIn("!re", "!empty"));
              seen = (int) rows.stream().filter(row -> row.size() == 3).count();
            }
          }
          return seen;
        };
    assertThat(together(List.of(writer, reader))).containsExactly(ROWS, ROWS);
  }

  /** One processor serves all connections: a slow print holds up everybody. */
  @Test
  void aSecondConnectionIsNoFasterThanTheFirst() throws Exception {
    router.close();
    router = RouterOsSimulator.builder().user("washa", "secret").start();
    Callable<Integer> work =
        () -> {
          try (RawClient client = RawClient.loggedIn(router)) {
            for (int i = 0; i < 150; i++) {
              assertThat(client.ask("/system/identity/print")).hasSize(2);
            }
          }
          return 150;
        };
    long start = System.nanoTime();
    assertThat(together(List.of(work, work))).containsExactly(150, 150);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(millis).isGreaterThanOrEqualTo((302 - 200) * 20);
  }
}
