package io.washa.ledger;

import io.washa.audit.Audit;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The months of the books, by booking date. What is found late is booked in the month in which it
 * is found, with the value date of the day on which it moved; so a closed month never changes, and
 * the database refuses whatever would change it.
 */
@Component
public class Months {
  private final JdbcClient jdbc;
  private final Tenants tenants;
  private final Audit audit;
  private final Clock clock;

  Months(JdbcClient jdbc, Tenants tenants, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.tenants = tenants;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of closing a month. */
  public enum Closing {
    /** It is closed now. */
    DONE,
    /** It was closed before. */
    ALREADY,
    /** It is not over yet. */
    NOT_OVER,
    /** Debits and credits differ: nothing is closed before that is explained. */
    NOT_BALANCED
  }

  /**
   * An account's part in a stretch of time, minor units.
   *
   * @param opening its balance before; a debit is positive
   */
  public record Line(String code, String name, long opening, long debits, long credits) {
    /** Its balance after. */
    public long closing() {
      return opening + debits - credits;
    }
  }

  /** A month that is closed, since when and by whom. */
  public record Closed(YearMonth month, Instant at, String who) {}

  /** Closes a month of the tenant's zone, once whatever is being booked has been. */
  @Transactional
  public Closing close(YearMonth month, String who) {
    Stretch stretch = stretch(month);
    if (clock.instant().isBefore(stretch.until())) {
      return Closing.NOT_OVER;
    }
    // The trigger on journal_entry holds the same lock in common.
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ':month', 2))")
        .query(row -> {});
    if (trialBalance(month).stream().mapToLong(Line::closing).sum() != 0) {
      return Closing.NOT_BALANCED;
    }
    boolean closed =
        jdbc.sql(
                    """
                    INSERT INTO closed_month (month, begins_at, ends_at, closed_by)
                    VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """)
                .params(
                    month.atDay(1),
                    stretch.from().atOffset(ZoneOffset.UTC),
                    stretch.until().atOffset(ZoneOffset.UTC),
                    who)
                .update()
            == 1;
    if (closed) {
      audit.note(new Audit.Deed(who, "month.closed", "month:" + month, Map.of()));
    }
    return closed ? Closing.DONE : Closing.ALREADY;
  }

  /** The months that are closed, newest first. */
  @Transactional(readOnly = true)
  public List<Closed> closed() {
    return jdbc.sql("SELECT month, closed_at, closed_by FROM closed_month ORDER BY month DESC")
        .query((row, _) ->
            new Closed(
                YearMonth.from(row.getObject("month", LocalDate.class)),
                row.getObject("closed_at", OffsetDateTime.class).toInstant(),
                row.getString("closed_by")))
        .list();
  }

  /** Each account's movements in a month and its balances around it; the balances sum to 0. */
  @Transactional(readOnly = true)
  public List<Line> trialBalance(YearMonth month) {
    Stretch stretch = stretch(month);
    return jdbc.sql(
            """
            SELECT a.code, a.name,
                   coalesce(sum(p.amount) FILTER (WHERE e.booked_at < :from), 0) AS opening,
                   coalesce(sum(p.amount) FILTER (WHERE e.booked_at >= :from AND p.amount > 0), 0)
                     AS debits,
                   coalesce(-sum(p.amount) FILTER (WHERE e.booked_at >= :from AND p.amount < 0), 0)
                     AS credits
              FROM account a
              LEFT JOIN (posting p JOIN journal_entry e
                           ON e.id = p.entry_id AND e.booked_at < :until) ON p.account = a.code
             GROUP BY a.code, a.name ORDER BY a.code
            """)
        .param("from", stretch.from().atOffset(ZoneOffset.UTC))
        .param("until", stretch.until().atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Line(
                row.getString("code"),
                row.getString("name"),
                row.getLong("opening"),
                row.getLong("debits"),
                row.getLong("credits")))
        .list();
  }

  private Stretch stretch(YearMonth month) {
    ZoneId zone = tenants.get(TenantContext.current()).zone();
    return new Stretch(
        month.atDay(1).atStartOfDay(zone).toInstant(),
        month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
  }

  private record Stretch(Instant from, Instant until) {}
}
