package io.washa.payments.recovery;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lays the books of a shortcode's day beside M-Pesa's: what M-Pesa says, the payments we know, what
 * is in the ledger for them, what of it is in suspense, and every line in which they differ. By
 * value date: what is found late proves its own day, in whichever month it is booked.
 */
@Component
public class DailyProof {
  private final JdbcClient jdbc;
  private final Told told;
  private final Tenants tenants;

  DailyProof(JdbcClient jdbc, Told told, Tenants tenants) {
    this.jdbc = jdbc;
    this.told = told;
    this.tenants = tenants;
  }

  /**
   * A day, proved. All amounts in minor units.
   *
   * @param complete whether M-Pesa's side is known for the whole day
   * @param mpesa what M-Pesa says moved, all kinds of lines
   * @param payments what we know was paid, less what was taken back that day
   * @param ledger what the clearing account says moved
   * @param suspense what of the payments nobody is known for
   */
  public record Proof(
      LocalDate day,
      boolean complete,
      long mpesa,
      long payments,
      long ledger,
      long suspense,
      List<Finding> findings) {
    /** Copies the findings. */
    public Proof {
      findings = List.copyOf(findings);
    }

    /** Between M-Pesa's side and the ledger: to be 0. */
    public long difference() {
      return mpesa - ledger;
    }
  }

  /**
   * A line in which the two sides differ.
   *
   * @param mpesa minor units; 0 if M-Pesa knows nothing of it
   * @param ours minor units; 0 if we know nothing of it
   */
  public record Finding(Kind kind, String receipt, Instant at, long mpesa, long ours) {}

  /** What is the matter with a line. */
  public enum Kind {
    /** M-Pesa has it, we have not. */
    NOT_BOOKED,
    /** We have it, M-Pesa has not: forged, or not told yet. */
    NOT_AT_MPESA,
    /** Both have it, with different amounts. */
    OTHER_AMOUNT,
    /** Booked by prompt status alone: its receipt has not come yet. */
    WITHOUT_RECEIPT,
    /** A line of the statement that a person has to explain. */
    UNEXPLAINED
  }

  /** Proves a day of the tenant's zone. */
  @Transactional(readOnly = true)
  public Proof of(UUID shortcode, LocalDate day) {
    ZoneId zone = tenants.get(TenantContext.current()).zone();
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
    Stretch stretch =
        new Stretch(shortcode, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC));
    boolean complete = told.all(shortcode, from, until);
    return new Proof(
        day,
        complete,
        sum(stretch, MPESA),
        sum(stretch, PAYMENTS),
        sum(stretch, LEDGER),
        sum(stretch, SUSPENSE),
        findings(stretch, complete));
  }

  private static final String MPESA =
      """
      SELECT coalesce(sum(amount), 0) FROM mpesa_line
       WHERE shortcode_id = :shortcode AND completed_at >= :from AND completed_at < :until
      """;

  /** A payment belongs to the day of M-Pesa's line; the doors' own times differ by seconds. */
  private static final String PAYMENTS =
      """
      SELECT coalesce(sum(p.amount), 0)
             - (SELECT coalesce(sum(amount), 0) FROM payment
                 WHERE shortcode_id = :shortcode
                   AND reversed_at >= :from AND reversed_at < :until)
        FROM payment p
        LEFT JOIN mpesa_line l ON l.shortcode_id = p.shortcode_id AND l.receipt = p.receipt
         AND l.kind = 'payment'
       WHERE p.shortcode_id = :shortcode
         AND p.paid_at >= :from - interval '1 day' AND p.paid_at < :until + interval '1 day'
         AND coalesce(l.completed_at, p.paid_at) >= :from
         AND coalesce(l.completed_at, p.paid_at) < :until
      """;

  private static final String LEDGER =
      """
      SELECT coalesce(sum(o.amount), 0)
        FROM posting o JOIN journal_entry e ON e.id = o.entry_id
       WHERE o.account = '1100' AND e.id IN (
         SELECT e.id FROM payment p
           JOIN journal_entry e ON e.kind = 'payment' AND e.reference = 'payment:' || p.id
           LEFT JOIN mpesa_line l ON l.shortcode_id = p.shortcode_id AND l.receipt = p.receipt
            AND l.kind = 'payment'
          WHERE p.shortcode_id = :shortcode
            AND p.paid_at >= :from - interval '1 day' AND p.paid_at < :until + interval '1 day'
            AND coalesce(l.completed_at, p.paid_at) >= :from
            AND coalesce(l.completed_at, p.paid_at) < :until
         UNION ALL
         SELECT e.id FROM payment p
           JOIN journal_entry e ON e.kind = 'reversal'
            AND starts_with(e.reference, 'payment:' || p.id)
          WHERE p.shortcode_id = :shortcode
            AND p.reversed_at >= :from AND p.reversed_at < :until
         UNION ALL
         SELECT e.id FROM mpesa_line l
           JOIN journal_entry e ON e.kind IN ('mpesa-' || l.kind, 'mpesa-' || l.kind || '-undone')
            AND e.reference = l.shortcode_id || ':' || l.receipt
          WHERE l.shortcode_id = :shortcode
            AND l.completed_at >= :from AND l.completed_at < :until)
      """;
  private static final String SUSPENSE =
      """
      SELECT coalesce(sum(amount), 0) FROM payment
       WHERE shortcode_id = :shortcode AND paid_at >= :from AND paid_at < :until
         AND subscriber_id IS NULL AND ours AND reversed_at IS NULL
      """;

  private long sum(Stretch stretch, String sql) {
    return jdbc.sql(sql)
        .param("shortcode", stretch.shortcode())
        .param("from", stretch.from())
        .param("until", stretch.until())
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** What we know and M-Pesa does not is a finding only once M-Pesa has told all of the day. */
  private List<Finding> findings(Stretch stretch, boolean complete) {
    return jdbc.sql(
            """
            WITH line AS (
              SELECT receipt, completed_at, amount FROM mpesa_line
               WHERE shortcode_id = :shortcode AND kind = 'payment'
                 AND completed_at >= :from AND completed_at < :until),
            paid AS (
              SELECT receipt, paid_at, amount FROM payment
               WHERE shortcode_id = :shortcode AND paid_at >= :from AND paid_at < :until)
            SELECT 'not_booked' AS kind, l.receipt, l.completed_at AS at, l.amount AS mpesa, 0 AS ours
              FROM line l WHERE NOT EXISTS (SELECT FROM payment p WHERE p.receipt = l.receipt)
            UNION ALL
            SELECT 'not_at_mpesa', p.receipt, p.paid_at, 0, p.amount FROM paid p
             WHERE :complete AND p.receipt IS NOT NULL
               AND NOT EXISTS (SELECT FROM mpesa_line l
                                WHERE l.shortcode_id = :shortcode AND l.receipt = p.receipt)
            UNION ALL
            SELECT 'other_amount', l.receipt, l.completed_at, l.amount, p.amount
              FROM line l JOIN payment p ON p.receipt = l.receipt WHERE p.amount <> l.amount
            UNION ALL
            SELECT 'without_receipt', '', p.paid_at, 0, p.amount FROM paid p
             WHERE p.receipt IS NULL
            UNION ALL
            SELECT 'unexplained', l.receipt, l.completed_at, l.amount, 0 FROM mpesa_line l
              JOIN journal_entry e ON e.reference = :shortcode::text || ':' || l.receipt
               AND e.kind IN ('mpesa-other', 'mpesa-reversal')
             WHERE l.shortcode_id = :shortcode
               AND l.completed_at >= :from AND l.completed_at < :until
               AND NOT EXISTS (SELECT FROM journal_entry x
                                WHERE x.kind IN ('explained', e.kind || '-undone')
                                  AND x.reference = e.reference)
            ORDER BY at LIMIT 500
            """)
        .param("shortcode", stretch.shortcode())
        .param("from", stretch.from())
        .param("until", stretch.until())
        .param("complete", complete)
        .query((row, _) ->
            new Finding(
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("receipt"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("mpesa"),
                row.getLong("ours")))
        .list();
  }

  private record Stretch(UUID shortcode, OffsetDateTime from, OffsetDateTime until) {}
}
