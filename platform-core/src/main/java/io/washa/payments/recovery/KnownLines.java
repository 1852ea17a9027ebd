package io.washa.payments.recovery;

import io.washa.payments.recovery.MpesaLine.Kind;
import io.washa.payments.recovery.MpesaLines.Source;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The lines of M-Pesa's side that are known. A payment has one line, whatever time its source
 * gives. Of other kinds several may share a receipt; a line is known again by amount and minute, so
 * that files that overlap, or are exported in another format, find the same.
 */
@Component
class KnownLines {
  private final JdbcClient jdbc;

  KnownLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What keeping a line came to. */
  sealed interface Kept {
    /**
     * It is there.
     *
     * @param fresh whether it was not known from this source or a better one
     */
    record There(LineKey key, boolean fresh) implements Kept {}

    /** A statement told another amount of the same payment before: nothing was kept. */
    record OtherAmount(long before) implements Kept {}
  }

  /**
   * Keeps a line.
   *
   * @param nth which of the lines of its source that are alike, from 1
   */
  Kept keep(MpesaLine line, Source source, int nth) {
    // Two imports at once must not both find a line missing.
    var _ =
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text")
            .param(line.shortcode() + line.receipt())
            .query((row, _) -> String.valueOf(row.getString(1)))
            .single();
    return line.kind() == Kind.PAYMENT ? payment(line, source) : other(line, source, nth);
  }

  private Kept payment(MpesaLine line, Source source) {
    record Before(boolean pulled, long amount) {}
    LineKey key = new LineKey(line.shortcode(), line.receipt(), line.kind(), 1);
    Optional<Before> before =
        jdbc.sql(
                """
                SELECT source = 'pull' AS pulled, amount FROM mpesa_line
                 WHERE shortcode_id = ? AND receipt = ? AND kind = 'payment' AND ordinal = 1
                """)
            .params(line.shortcode(), line.receipt())
            .query((row, _) -> new Before(row.getBoolean("pulled"), row.getLong("amount")))
            .optional();
    if (before.isEmpty()) {
      insert(line, source, key.ordinal());
      return new Kept.There(key, true);
    }
    if (source == Source.PULL) {
      return new Kept.There(key, false);
    }
    if (before.get().amount() == line.amount()) {
      if (before.get().pulled()) {
        better(line);
      }
      return new Kept.There(key, before.get().pulled());
    }
    // Of two statements that differ, the one that other doors bear out; against Pull none.
    if (!before.get().pulled() && isBooked(line)) {
      better(line);
      return new Kept.There(key, true);
    }
    return new Kept.OtherAmount(before.get().amount());
  }

  private boolean isBooked(MpesaLine line) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM payment WHERE receipt = ? AND amount = ?"
                + " AND door NOT IN ('statement', 'hand'))")
        .params(line.receipt(), line.amount())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private Kept other(MpesaLine line, Source source, int nth) {
    String kind = line.kind().name().toLowerCase(Locale.ROOT);
    Optional<Integer> alike =
        jdbc.sql(
                """
                SELECT ordinal FROM mpesa_line
                 WHERE shortcode_id = :shortcode AND receipt = :receipt AND kind = :kind
                   AND amount = :amount
                   AND date_trunc('minute', completed_at) = date_trunc('minute', :at::timestamptz)
                 ORDER BY ordinal OFFSET :before LIMIT 1
                """)
            .param("shortcode", line.shortcode())
            .param("receipt", line.receipt())
            .param("kind", kind)
            .param("amount", line.amount())
            .param("at", line.completedAt().atOffset(ZoneOffset.UTC))
            .param("before", nth - 1)
            .query((row, _) -> row.getInt("ordinal"))
            .optional();
    int ordinal = alike.orElseGet(() -> next(line, kind));
    if (alike.isEmpty()) {
      insert(line, source, ordinal);
    }
    return new Kept.There(
        new LineKey(line.shortcode(), line.receipt(), line.kind(), ordinal), alike.isEmpty());
  }

  private int next(MpesaLine line, String kind) {
    return jdbc.sql(
            """
            SELECT coalesce(max(ordinal), 0) + 1 FROM mpesa_line
             WHERE shortcode_id = ? AND receipt = ? AND kind = ?
            """)
        .params(line.shortcode(), line.receipt(), kind)
        .query((row, _) -> row.getInt(1))
        .single();
  }

  private void insert(MpesaLine line, Source source, int ordinal) {
    jdbc.sql(
            """
            INSERT INTO mpesa_line
              (shortcode_id, receipt, kind, ordinal, source, completed_at, amount, details,
               other_party, account, linked)
            VALUES (:shortcode, :receipt, :kind, :ordinal, :source, :at, :amount, :details, :party,
                    :account, :linked)
            """)
        .param("shortcode", line.shortcode())
        .param("receipt", line.receipt())
        .param("kind", line.kind().name().toLowerCase(Locale.ROOT))
        .param("ordinal", ordinal)
        .param("source", source.name().toLowerCase(Locale.ROOT))
        .param("at", line.completedAt().atOffset(ZoneOffset.UTC))
        .param("amount", line.amount())
        .param("details", line.words().details())
        .param("party", line.words().otherParty())
        .param("account", line.words().account())
        .param("linked", line.linked())
        .update();
  }

  /** The statement's words and time instead of Pull's. */
  private void better(MpesaLine line) {
    jdbc.sql(
            """
            UPDATE mpesa_line
               SET source = 'statement', completed_at = :at, amount = :amount, details = :details,
                   other_party = :party, account = :account
             WHERE shortcode_id = :shortcode AND receipt = :receipt AND kind = 'payment'
            """)
        .param("shortcode", line.shortcode())
        .param("receipt", line.receipt())
        .param("at", line.completedAt().atOffset(ZoneOffset.UTC))
        .param("amount", line.amount())
        .param("details", line.words().details())
        .param("party", line.words().otherParty())
        .param("account", line.words().account())
        .update();
  }

  /** Those of these receipts whose payment was taken in from M-Pesa's side before. */
  Set<String> payments(UUID shortcode, List<String> receipts) {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT receipt FROM mpesa_line
                 WHERE shortcode_id = ? AND kind = 'payment' AND receipt = ANY (?)
                """)
            .params(shortcode, receipts.toArray(String[]::new))
            .query((row, _) -> row.getString("receipt"))
            .list());
  }
}
