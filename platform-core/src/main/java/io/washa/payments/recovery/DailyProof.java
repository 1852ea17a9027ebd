package io.washa.payments.recovery;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lays the books of a shortcode's day beside M-Pesa's: what M-Pesa says, the payments we know, what
 * the clearing account says, what of it is in suspense, and every line in which they differ. By
 * value date: what is found late proves its own day, in whichever month it is booked.
 */
@Component
public class DailyProof {
  private final JdbcClient jdbc;
  private final Told told;
  private final ProofFindings findings;
  private final Tenants tenants;

  DailyProof(JdbcClient jdbc, Told told, ProofFindings findings, Tenants tenants) {
    this.jdbc = jdbc;
    this.told = told;
    this.findings = findings;
    this.tenants = tenants;
  }

  /**
   * A day, proved. All amounts in minor units.
   *
   * @param paymentsTold whether M-Pesa told of every payment of the day
   * @param complete whether M-Pesa told of every line of the day, charges and all
   * @param mpesa what M-Pesa says moved, all kinds of lines
   * @param payments what we know was paid, less what was taken back that day
   * @param ledger what the clearing account says moved
   * @param suspense what of the payments nobody is known for
   */
  public record Proof(
      LocalDate day,
      boolean paymentsTold,
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

    /** Between M-Pesa's side and the ledger: to be 0 once M-Pesa has told. */
    public long difference() {
      return mpesa - ledger;
    }

    /** Whether somebody has to look. What M-Pesa has not told yet is no difference. */
    public boolean differs() {
      return !findings.isEmpty() || (paymentsTold && difference() != 0);
    }
  }

  /**
   * A line in which the two sides differ.
   *
   * @param mpesa minor units; 0 if M-Pesa knows nothing of it
   * @param ours minor units; 0 if we know nothing of it
   * @param about what a person may do something about
   */
  public record Finding(
      Kind kind, String receipt, Instant at, long mpesa, long ours, About about) {}

  /**
   * What a finding is about.
   *
   * @param line of M-Pesa's side
   * @param payment of ours
   * @param entry of the journal
   */
  public record About(@Nullable LineKey line, @Nullable UUID payment, @Nullable UUID entry) {}

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
    UNEXPLAINED,
    /** Booked from the clearing account, and belongs to no line of M-Pesa's. */
    WITHOUT_LINE
  }

  /** Proves a day of the tenant's zone. */
  @Transactional(readOnly = true)
  public Proof of(UUID shortcode, LocalDate day) {
    ZoneId zone = tenants.get(TenantContext.current()).zone();
    Instant from = day.atStartOfDay(zone).toInstant();
    Instant until = day.plusDays(1).atStartOfDay(zone).toInstant();
    Stretch stretch =
        new Stretch(shortcode, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC));
    Told.Much much = told.of(shortcode, from, until);
    boolean paymentsTold = much != Told.Much.NOT_ALL;
    return new Proof(
        day,
        paymentsTold,
        much == Told.Much.EVERYTHING,
        sum(stretch, MPESA),
        sum(stretch, PAYMENTS),
        sum(stretch, LEDGER),
        sum(stretch, SUSPENSE),
        findings.of(stretch, paymentsTold));
  }

  /** A shortcode from an instant until before another. */
  record Stretch(UUID shortcode, OffsetDateTime from, OffsetDateTime until) {}

  private static final String MPESA =
      """
      SELECT coalesce(sum(amount), 0) FROM mpesa_line
       WHERE shortcode_id = :shortcode AND completed_at >= :from AND completed_at < :until
      """;

  /**
   * A payment, and its taking back, belong to the day of M-Pesa's line, however far from it the
   * doors' own times are; without one to the day that its door told.
   */
  private static final String OF_THE_DAY =
      """
      WITH paid AS (
        SELECT p.id FROM mpesa_line l
          JOIN payment p ON p.receipt = l.receipt AND p.shortcode_id = l.shortcode_id
         WHERE l.shortcode_id = :shortcode AND l.kind = 'payment'
           AND l.completed_at >= :from AND l.completed_at < :until
        UNION ALL
        SELECT p.id FROM payment p
         WHERE p.shortcode_id = :shortcode AND p.paid_at >= :from AND p.paid_at < :until
           AND NOT EXISTS (SELECT FROM mpesa_line l
                            WHERE l.shortcode_id = :shortcode AND l.kind = 'payment'
                              AND l.receipt = p.receipt)),
      back AS (
        SELECT p.id FROM mpesa_line l
          JOIN payment p ON p.receipt = l.linked AND p.shortcode_id = l.shortcode_id
           AND p.reversal = l.receipt AND p.reversed_at IS NOT NULL
         WHERE l.shortcode_id = :shortcode AND l.kind = 'reversal' AND l.ordinal = 1
           AND l.completed_at >= :from AND l.completed_at < :until
        UNION ALL
        SELECT p.id FROM payment p
         WHERE p.shortcode_id = :shortcode AND p.reversed_at >= :from AND p.reversed_at < :until
           AND NOT EXISTS (SELECT FROM mpesa_line l
                            WHERE l.shortcode_id = :shortcode AND l.kind = 'reversal'
                              AND l.linked = p.receipt AND l.receipt = p.reversal))
      """;

  private static final String PAYMENTS =
      OF_THE_DAY
          + """
          SELECT coalesce((SELECT sum(p.amount) FROM paid JOIN payment p ON p.id = paid.id), 0)
                 - coalesce((SELECT sum(p.amount) FROM back JOIN payment p ON p.id = back.id), 0)
          """;

  /** What is not of a payment nor of a line is of the day on which it was booked. */
  private static final String LEDGER =
      OF_THE_DAY
          + """
          SELECT coalesce(sum(o.amount), 0)
            FROM posting o
           WHERE o.account = '1100' AND o.entry_id IN (
             SELECT e.id FROM paid
               JOIN journal_entry e ON e.kind = 'payment' AND e.reference = 'payment:' || paid.id
             UNION ALL
             SELECT e.id FROM back
               JOIN journal_entry e ON e.kind IN ('reversal', 'reversal-undone')
                AND (e.reference = 'payment:' || back.id
                     OR starts_with(e.reference, 'payment:' || back.id || ':'))
             UNION ALL
             SELECT e.id FROM mpesa_line l
               JOIN journal_entry e ON e.reference = l.entry
                AND e.kind IN ('mpesa-' || l.kind, 'mpesa-' || l.kind || '-undone',
                               'explained-' || l.kind, 'explained-' || l.kind || '-undone')
              WHERE l.shortcode_id = :shortcode
                AND l.completed_at >= :from AND l.completed_at < :until
             UNION ALL
             SELECT l.explained_by FROM mpesa_line l
              WHERE l.shortcode_id = :shortcode
                AND l.completed_at >= :from AND l.completed_at < :until
             UNION ALL
             SELECT e.id FROM journal_entry e
              WHERE e.value_date >= :from AND e.value_date < :until
                AND e.kind NOT IN ('payment', 'reversal', 'reversal-undone')
                AND e.kind NOT LIKE 'mpesa-%' AND e.kind NOT LIKE 'explained-%'
                AND NOT EXISTS (SELECT FROM mpesa_line l WHERE l.explained_by = e.id))
          """;

  private static final String SUSPENSE =
      OF_THE_DAY
          + """
          SELECT coalesce(sum(p.amount), 0) FROM paid JOIN payment p ON p.id = paid.id
           WHERE p.subscriber_id IS NULL AND p.ours AND p.reversed_at IS NULL
          """;

  private long sum(Stretch stretch, String sql) {
    return jdbc.sql(sql)
        .param("shortcode", stretch.shortcode())
        .param("from", stretch.from())
        .param("until", stretch.until())
        .query((row, _) -> row.getLong(1))
        .single();
  }
}
