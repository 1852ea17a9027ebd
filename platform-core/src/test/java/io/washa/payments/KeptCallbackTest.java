package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.tenancy.DatabaseProperties;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to a callback when the database is in trouble; the trouble is one missing table. */
@CoreTest
class KeptCallbackTest {
  private final JdbcClient jdbc;
  private final DatabaseProperties database;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  KeptCallbackTest(World world, JdbcClient jdbc, DatabaseProperties database) {
    this.jdbc = jdbc;
    this.database = database;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void aPaymentThatCannotBeBookedIsKeptAnswered200AndBookedLater() throws SQLException {
    rename("posting", "posting_away");

    assertThat(confirmationArrives("TKN7KEPT01")).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM payment")).isZero();
    assertThat(count("SELECT count(*) FROM callback WHERE flag IS NOT NULL")).isEqualTo(1);

    rename("posting_away", "posting");
    eventually(
        "it is booked", () -> count("SELECT count(*) FROM payment WHERE receipt IS NOT NULL") == 1);
    eventually("it is renewed", () -> count("SELECT count(*) FROM period") == 1);
  }

  @Test
  void aPaymentThatCannotEvenBeKeptIsNotAcknowledged() throws SQLException {
    rename("callback", "callback_away");

    assertThat(confirmationArrives("TKN7KEPT02")).isEqualTo(503);

    rename("callback_away", "callback");
    assertThat(confirmationArrives("TKN7KEPT02")).isEqualTo(200);
    assertThat(count("SELECT count(*) FROM payment")).isEqualTo(1);
  }

  private int confirmationArrives(String receipt) {
    String address =
        Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
    return Safaricom.posts(
        address,
        """
        {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261123120000",
        "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s","InvoiceNumber":"",
        "OrgAccountBalance":"20.00","ThirdPartyTransID":"","MSISDN":"2547 ***** 001",
        "FirstName":"MARY"}
        """
            .formatted(receipt, isp.payBill().number(), mary.account().digits()));
  }

  private void rename(String table, String other) throws SQLException {
    try (var owner =
            DriverManager.getConnection(database.url(), "washa_owner", database.ownerPassword());
        var statement = owner.createStatement()) {
      statement.execute("ALTER TABLE " + isp.id().schema() + "." + table + " RENAME TO " + other);
    }
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
