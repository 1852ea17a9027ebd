package io.washa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.bench.Confirmations.Confirmation;
import io.washa.bench.IspMaker.Isp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The limit is one only as long as it does what the platform does. */
class BareIngestTest {
  private static final long PRICE = IspMaker.PRICE * 100L;

  @Test
  void theBareLoopLeavesTheSameRowsAsThePlatform() throws Exception {
    try (Town town = new Town()) {
      Isp isp;
      try (ConfigurableApplicationContext services = town.services(IspMaker.class)) {
        isp = services.getBean(IspMaker.class).make(1, 2);
      }
      Confirmation posted = new Confirmation(isp, isp.accounts().get(0), "AAAAAAAAA1");
      Confirmation taken = new Confirmation(isp, isp.accounts().get(1), "AAAAAAAAA2");
      try (ConfigurableApplicationContext _ = town.platformHere("callbacks");
          Wire wire = new Wire(town.platformPort());
          BareConnection bare = new BareConnection(town.asPlatform());
          Connection superuser = town.asSuperuser()) {
        assertThat(wire.post(posted.path(), posted.body())).isEqualTo(200);
        BareIngest.take(bare, taken, Duration.ZERO);
        assertThat(wire.post(posted.path(), posted.body())).as("again").isEqualTo(200);
        BareIngest.takeAgain(bare, taken);

        assertThat(rows(superuser, isp, taken.receipt()))
            .hasSize(7)
            .isEqualTo(rows(superuser, isp, posted.receipt()));
        assertThat(Books.sum(superuser, List.of(isp)).agreesWith(2, PRICE)).isTrue();
        assertThat(Books.sum(superuser, List.of(isp)).agreesWith(3, PRICE)).isFalse();
        changeAPosting(superuser);
        assertThat(Books.sum(superuser, List.of(isp)).agreesWith(2, PRICE)).isFalse();
      }
    }
  }

  /** What a payment left, but for ids, instants and its receipt. */
  private static List<String> rows(Connection superuser, Isp isp, String receipt)
      throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET search_path TO " + isp.schema());
    }
    List<String> rows = new ArrayList<>();
    try (PreparedStatement query =
        superuser.prepareStatement(
            """
            WITH paid AS (SELECT * FROM payment WHERE receipt = ?),
                 entry AS (SELECT e.* FROM journal_entry e, paid
                            WHERE e.reference = 'payment:' || paid.id)
            SELECT to_jsonb(p) - '{id,receipt,account_reference,subscriber_id,service_id,paid_at,
                                   received_at,matched_at,posted_at}'::text[]
                   || jsonb_build_object('matched', matched_at IS NOT NULL,
                                         'whose', subscriber_id IS NOT NULL,
                                         'what', service_id IS NOT NULL) FROM paid p
            UNION ALL SELECT to_jsonb(e) - '{id,reference,value_date,booked_at,memo}'::text[]
              FROM entry e
            UNION ALL (SELECT to_jsonb(o) - '{entry_id,owner}'::text[]
              FROM posting o JOIN entry ON o.entry_id = entry.id ORDER BY o.line)
            UNION ALL SELECT to_jsonb(w) - 'owner' FROM wallet w, paid
             WHERE w.owner = paid.subscriber_id
            UNION ALL SELECT to_jsonb(t) - '{task_instance,task_data,execution_time}'::text[]
                   || jsonb_build_object('data', replace(convert_from(task_data, 'UTF8'),
                                                         paid.id::text, 'it'))
              FROM work.scheduled_tasks t, paid WHERE t.task_instance LIKE '%:' || paid.id
            UNION ALL SELECT to_jsonb(c) - '{id,body,body_hash,received_at}'::text[]
              FROM callback c, paid WHERE c.body LIKE '%' || paid.receipt || '%'
            """)) {
      query.setString(1, receipt);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(row.getString(1));
        }
      }
    }
    return rows;
  }

  private static void changeAPosting(Connection superuser) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE posting SET amount = amount + 1 WHERE line = 2"))
          .isEqualTo(2);
    }
  }
}
