package io.washa.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.documents.Document;
import io.washa.billing.documents.Documents;
import io.washa.customers.Customers;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Ledger;
import io.washa.network.Routers;
import io.washa.protocol.Assign;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The words of tests of postpaid months, whose ends lie in 2031. */
@Component
class PostpaidMonthsOfTests {
  static final String OWNER = "owner@example";
  static final long PRICE = 150_000;
  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");

  private final World world;
  private final JdbcClient jdbc;
  private final Postpaid postpaid;
  private final PostpaidMonths months;
  private final PostpaidDebts debts;
  private final Documents documents;
  private final Customers customers;
  private final Ledger ledger;
  private final Routers routers;
  private final TransactionTemplate transaction;

  PostpaidMonthsOfTests(
      World world,
      JdbcClient jdbc,
      Postpaid postpaid,
      PostpaidMonths months,
      PostpaidDebts debts,
      Documents documents,
      Customers customers,
      Ledger ledger,
      Routers routers,
      TransactionTemplate transaction) {
    this.world = world;
    this.jdbc = jdbc;
    this.postpaid = postpaid;
    this.months = months;
    this.debts = debts;
    this.documents = documents;
    this.customers = customers;
    this.ledger = ledger;
    this.routers = routers;
    this.transaction = transaction;
  }

  AtAnIsp atAnIsp() {
    Isp isp = world.anIsp();
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
    return new AtAnIsp(isp);
  }

  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(NAIROBI).toInstant();
  }

  /** At one ISP. */
  class AtAnIsp {
    final Isp isp;

    AtAnIsp(Isp isp) {
      this.isp = isp;
    }

    Isp.ASubscriber aMonthly() {
      Isp.ASubscriber subscriber = world.aSubscriber(isp);
      isp.does(() -> customers.choosePlan(subscriber.service(), isp.monthPlan()));
      return subscriber;
    }

    PostpaidAnswer begin(Isp.ASubscriber subscriber, String at) {
      return isp.asks(
          () -> transaction.execute(_ -> postpaid.begin(subscriber.service(), OWNER, at(at))));
    }

    void close(Isp.ASubscriber payer, String at) {
      isp.does(() -> transaction.executeWithoutResult(_ -> months.close(payer.id(), at(at))));
    }

    void look(Isp.ASubscriber payer, String at) {
      isp.does(() -> transaction.executeWithoutResult(_ -> debts.look(payer.id(), at(at))));
    }

    /** Into the wallet, so that nobody looks before the test does. */
    void puts(Isp.ASubscriber payer, long amount) {
      isp.does(() ->
          transaction.executeWithoutResult(_ ->
              assertThat(
                      ledger.book(
                          new Entry(
                              "test",
                              UUID.randomUUID().toString(),
                              at("2031-04-01T00:00"),
                              "",
                              List.of(
                                  Entry.Posting.debit(Account.CASH, amount),
                                  Entry.Posting.creditWallet(payer.id(), amount)))))
                  .isPresent()));
    }

    List<Document> invoices(Isp.ASubscriber payer) {
      return isp.asks(() -> documents.ofSubscriber(payer.id()));
    }

    Document onlyInvoice(Isp.ASubscriber payer) {
      assertThat(invoices(payer)).hasSize(1);
      return invoices(payer).getFirst();
    }

    String state(Isp.ASubscriber subscriber) {
      return isp.asks(() ->
          jdbc.sql("SELECT state FROM subscription WHERE service_id = ?")
              .param(subscriber.service())
              .query((row, _) -> row.getString(1))
              .single());
    }

    Instant accessEnds(Isp.ASubscriber subscriber) {
      return instant(
          "SELECT ends_at FROM access WHERE service_id = '" + subscriber.service() + "'");
    }

    Instant dueAt(String kind) {
      return instant("SELECT due_at FROM work.due WHERE kind = '" + kind + "'");
    }

    private Instant instant(String sql) {
      return isp.asks(() ->
          jdbc.sql(sql)
              .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
              .single());
    }

    long count(String sql) {
      return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
    }
  }
}
