package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of 20,000 rows: the same answers as small ones, at a pace that a test can bear. */
class BigTableTest {
  private static final int ROWS = 20_000;

  /** Far more than it takes; a table that looks at all rows for each takes minutes. */
  private static final int PATIENCE_SECONDS = 120;

  private final RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();

  @AfterEach
  void stop() {
    router.close();
  }

  private static String[] add(String menu, int i) {
    String address = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
    return switch (menu) {
      case "/ppp/secret" -> new String[] {menu + "/add", "=name=n" + i, "=password=p" + i};
      case "/ip/hotspot/user" -> new String[] {menu + "/add", "=name=n" + i};
      case "/queue/simple" ->
          new String[] {menu + "/add", "=name=n" + i, "=target=" + address, "=max-limit=1M/2M"};
      case "/ip/firewall/address-list" ->
          new String[] {menu + "/add", "=list=l", "=address=" + address, "=comment=n" + i};
      default -> throw new IllegalArgumentException(menu);
    };
  }

  @ParameterizedTest
  @Timeout(PATIENCE_SECONDS)
  @ValueSource(
      strings = {"/ppp/secret", "/ip/hotspot/user", "/queue/simple", "/ip/firewall/address-list"})
  void rowsAreAddedFoundChangedAndRemoved(String menu) throws Exception {
    String named = menu.endsWith("list") ? "?comment=n" : "?name=n";
    try (RawClient client = RawClient.loggedIn(router)) {
      pipeline(client, i -> add(menu, i));
      assertThat(router.state().rows(menu)).hasSizeGreaterThanOrEqualTo(ROWS);
      for (int i = 0; i < ROWS; i += 10) {
        assertThat(client.ask(menu + "/print", "=.proplist=.id", named + i)).hasSize(2);
      }
      List<List<String>> ids = client.ask(menu + "/print", "=.proplist=.id", "?dynamic=false");
      List<String> all =
          (ids.size() > ROWS ? ids : client.ask(menu + "/print", "=.proplist=.id"))
              .stream().filter(row -> row.size() == 2).map(row -> row.get(1).substring(5)).toList();
      pipeline(
          client,
          i ->
              new String[] {
                menu + "/set", "=.id=" + all.get(i + all.size() - ROWS), "=disabled=yes"
              });
      pipeline(
          client, i -> new String[] {menu + "/remove", "=.id=" + all.get(i + all.size() - ROWS)});
      assertThat(router.state().rows(menu)).hasSizeLessThan(2);
    }
  }

  /** Sends them a hundred at a time, and reads each hundred's answers. */
  private static void pipeline(RawClient client, IntFunction<String[]> command) throws Exception {
    for (int from = 0; from < ROWS; from += 100) {
      for (int i = from; i < from + 100; i++) {
        client.send(command.apply(i));
      }
      for (int i = from; i < from + 100; i++) {
        assertThat(client.answer()).hasSize(1);
      }
    }
  }

  @Test
  void aRowIsPutInFrontOfAThousandTimes() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      String first = client.ask(add("/queue/simple", 0)).getFirst().get(1).substring(5);
      for (int i = 1; i <= 1_000; i++) {
        String[] words =
            Stream.concat(Stream.of(add("/queue/simple", i)), Stream.of("=place-before=" + first))
                .toArray(String[]::new);
        assertThat(client.ask(words)).hasSize(1);
      }
      List<String> names =
          router.state().rows("/queue/simple").stream().map(row -> "" + row.get("name")).toList();
      assertThat(names).startsWith("n1", "n2", "n3").endsWith("n1000", "n0");
    }
  }
}
