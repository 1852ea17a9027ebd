package io.washa.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.protocol.Assign;
import io.washa.subscriptions.Subscriptions;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Several accesses changed in one transaction. */
@CoreTest
class AccessesTest {
  private final World world;
  private final JdbcClient jdbc;
  private final Accesses accesses;
  private final Routers routers;
  private final Subscriptions subscriptions;
  private final Services services;
  private final Plans plans;
  private final TransactionTemplate transaction;
  private final List<UUID> all = new ArrayList<>();
  private Isp isp;

  AccessesTest(
      World world,
      JdbcClient jdbc,
      Accesses accesses,
      Routers routers,
      Subscriptions subscriptions,
      Services services,
      Plans plans,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.accesses = accesses;
    this.routers = routers;
    this.subscriptions = subscriptions;
    this.services = services;
    this.plans = plans;
    this.transaction = transaction;
  }

  @BeforeEach
  void anIspWithARouterAndEightServices() {
    isp = world.anIsp();
    assertThat(
            isp.asks(() ->
                routers.create(
                    new Routers.NewRouter(
                        isp.site(),
                        "mtaani-1",
                        new Routers.Endpoint("127.0.0.1", 8728),
                        new Routers.Login("washa", "secret"),
                        new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.254")))))
        .isPresent();
    for (int i = 0; i < 8; i++) {
      all.add(world.aSubscriber(isp).service());
    }
  }

  @Test
  void aTransactionRaisesARoutersMarkOnceHoweverManyAccessesItChanges() {
    isp.does(() -> transaction.executeWithoutResult(_ -> all.forEach(this::renew)));

    assertThat(count("SELECT count(*) FROM access")).isEqualTo(8);
    assertThat(count("SELECT desired FROM work.router_sync")).isEqualTo(1);
  }

  @Test
  void aTransactionThatIsRolledBackRaisesNoMark() {
    isp.does(() ->
        transaction.executeWithoutResult(failed -> {
          renew(all.getFirst());
          failed.setRollbackOnly();
        }));

    assertThat(count("SELECT count(*) FROM work.router_sync")).isZero();
  }

  @Test
  void endsMovedByTwoInOppositeOrderDoNotWaitForEachOther()
      throws InterruptedException, ExecutionException {
    isp.does(() -> transaction.executeWithoutResult(_ -> all.forEach(this::renew)));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> both =
          List.of(
              threads.submit(moving(all, Instant.parse("2031-01-01T00:00:00Z"))),
              threads.submit(moving(all.reversed(), Instant.parse("2032-01-01T00:00:00Z"))));
      for (Future<?> each : both) {
        assertThat(each.get()).isEqualTo(true);
      }
    }
    assertThat(count("SELECT count(*) FROM access WHERE ends_at >= '2031-01-01'")).isEqualTo(8);
  }

  @Test
  void anEndThatIsSoAlreadyIsNotSentAgain() {
    isp.does(() -> transaction.executeWithoutResult(_ -> all.forEach(this::renew)));
    Instant end = Instant.parse("2031-01-01T00:00:00Z");
    move(all, end);
    long before = count("SELECT sum(generation) FROM access");

    move(all, end);
    assertThat(count("SELECT sum(generation) FROM access")).isEqualTo(before);

    move(all, end.plusSeconds(1));
    assertThat(count("SELECT sum(generation) FROM access")).isEqualTo(before + 8);
  }

  private Callable<Boolean> moving(List<UUID> order, Instant first) {
    return () -> {
      for (int i = 0; i < 30; i++) {
        move(order, first.plusSeconds(i));
      }
      return true;
    };
  }

  private void move(List<UUID> order, Instant end) {
    isp.does(() ->
        transaction.executeWithoutResult(
            _ -> accesses.moveEnds(order.stream().map(id -> new Accesses.End(id, end)).toList())));
  }

  private void renew(UUID service) {
    assertThat(
            subscriptions.renew(
                services.findById(service).orElseThrow(),
                plans.findById(isp.hourPlan()).orElseThrow(),
                "test:" + service))
        .isNotNull();
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
