package io.washa.payments.recovery;

import io.washa.audit.Audit;
import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do about the findings of a proof: say what a line was, tie it to what had been booked
 * for it before.
 */
@Component
public class Explaining {
  /** What a line may have been. */
  public static final List<Account> ACCOUNTS =
      List.of(
          Account.BANK,
          Account.CASH,
          Account.MPESA_CHARGES,
          Account.OTHER_BUSINESS,
          Account.FEES,
          Account.GIVEN_AWAY,
          Account.WALLETS);

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Audit audit;

  Explaining(JdbcClient jdbc, Ledger ledger, Audit audit) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.audit = audit;
  }

  /** Who says so, and why. */
  public record Said(String who, String reason) {
    /** Refuses what leaves nothing to read later. */
    public Said {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("a reason is needed");
      }
    }
  }

  /** What became of it. */
  public enum Outcome {
    /** Done. */
    DONE,
    /** Somebody did it before, or its payment came. */
    NOT_OPEN,
    /** A wallet was chosen, and nobody is known whose it is. */
    NOBODYS,
    /** The amounts differ. */
    OTHER_AMOUNT
  }

  private record Open(long amount, Instant at, String linked) {}

  /**
   * Says what a line was that nobody could book: moves it from what is to be explained to an
   * account, once.
   *
   * @param account one of {@link #ACCOUNTS}; the wallets: that of whoever made the payment that a
   *     reversal is about
   */
  @Transactional
  public Outcome explain(LineKey line, Account account, Said said) {
    if (!ACCOUNTS.contains(account)) {
      throw new IllegalArgumentException("not for a line of M-Pesa's: " + account);
    }
    Optional<Open> open = lock(line);
    if (open.isEmpty()) {
      return Outcome.NOT_OPEN;
    }
    UUID owner = account == Account.WALLETS ? payer(open.get().linked()) : null;
    if (account == Account.WALLETS && owner == null) {
      return Outcome.NOBODYS;
    }
    return explained(line, open.get(), new Posting(account, owner, -open.get().amount()), said);
  }

  /**
   * Says that a line is what had been booked from the clearing account before, as a refund.
   *
   * @param entry of the journal
   */
  @Transactional
  public Outcome tie(LineKey line, UUID entry, Said said) {
    Optional<Open> open = lock(line);
    if (open.isEmpty() || tied(entry)) {
      return Outcome.NOT_OPEN;
    }
    if (booked(entry) != open.get().amount()) {
      return Outcome.OTHER_AMOUNT;
    }
    jdbc.sql(
            """
            UPDATE mpesa_line SET explained_by = ?
             WHERE shortcode_id = ? AND receipt = ? AND kind = ? AND ordinal = ?
            """)
        .params(entry, line.shortcode(), line.receipt(), line.kindName(), line.ordinal())
        .update();
    return explained(
        line, open.get(), new Posting(Account.MPESA_CLEARING, null, -open.get().amount()), said);
  }

  private Outcome explained(LineKey line, Open open, Posting to, Said said) {
    var booked =
        ledger.book(
            new Entry(
                line.explanation(),
                line.entry(),
                open.at(),
                said.reason(),
                List.of(new Posting(Account.UNEXPLAINED, null, open.amount()), to)));
    if (booked.isEmpty()) {
      return Outcome.NOT_OPEN;
    }
    note(
        said,
        "line.explained",
        "receipt:" + line.receipt(),
        Map.of("account", to.account().code(), "amount", Long.toString(open.amount())));
    return Outcome.DONE;
  }

  /** A line that is booked as to be explained, locked. */
  private Optional<Open> lock(LineKey line) {
    return jdbc.sql(
            """
            SELECT l.amount, l.completed_at, l.linked FROM mpesa_line l
             WHERE l.shortcode_id = :shortcode AND l.receipt = :receipt AND l.kind = :kind
               AND l.ordinal = :ordinal
               AND EXISTS (SELECT FROM journal_entry e
                            WHERE e.kind = :booking AND e.reference = l.entry)
               AND NOT EXISTS (SELECT FROM journal_entry e
                                WHERE e.kind IN (:booking || '-undone', :explanation)
                                  AND e.reference = l.entry)
               FOR UPDATE
            """)
        .param("shortcode", line.shortcode())
        .param("receipt", line.receipt())
        .param("kind", line.kindName())
        .param("ordinal", line.ordinal())
        .param("booking", line.booking())
        .param("explanation", line.explanation())
        .query((row, _) ->
            new Open(
                row.getLong("amount"),
                row.getObject("completed_at", OffsetDateTime.class).toInstant(),
                row.getString("linked")))
        .optional();
  }

  private @Nullable UUID payer(String receipt) {
    return jdbc.sql("SELECT subscriber_id FROM payment WHERE receipt = ? AND receipt <> ''")
        .param(receipt)
        .query((row, _) -> Optional.ofNullable(row.getObject("subscriber_id", UUID.class)))
        .optional()
        .flatMap(found -> found)
        .orElse(null);
  }

  private boolean tied(UUID entry) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM mpesa_line WHERE explained_by = ?)")
        .param(entry)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** What an entry that is neither a payment nor a line moved on the clearing account. */
  private long booked(UUID entry) {
    return jdbc.sql(
            """
            SELECT coalesce(sum(o.amount), 0) FROM posting o JOIN journal_entry e ON e.id = o.entry_id
             WHERE e.id = ? AND o.account = '1100'
               AND e.kind NOT IN ('payment', 'reversal', 'reversal-undone')
               AND e.kind NOT LIKE 'mpesa-%' AND e.kind NOT LIKE 'explained-%'
            """)
        .param(entry)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  private void note(Said said, String action, String subject, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    String _ = details.put("reason", said.reason());
    audit.note(new Audit.Deed(said.who(), action, subject, details));
  }

  /**
   * What was booked from the clearing account and belongs to no line, of one amount: what a line
   * may be tied to.
   *
   * @param amount minor units; below 0 for money that left
   */
  @Transactional(readOnly = true)
  public List<Loose> loose(long amount, Instant around) {
    return jdbc.sql(
            """
            SELECT e.id, e.kind, e.memo, e.value_date
              FROM journal_entry e JOIN posting o ON o.entry_id = e.id AND o.account = '1100'
             WHERE o.amount = :amount
               AND e.value_date BETWEEN :around::timestamptz - interval '31 days'
                                    AND :around::timestamptz + interval '31 days'
               AND e.kind NOT IN ('payment', 'reversal', 'reversal-undone')
               AND e.kind NOT LIKE 'mpesa-%' AND e.kind NOT LIKE 'explained-%'
               AND NOT EXISTS (SELECT FROM mpesa_line l WHERE l.explained_by = e.id)
             ORDER BY e.value_date DESC LIMIT 20
            """)
        .param("amount", amount)
        .param("around", around.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Loose(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("memo"),
                row.getObject("value_date", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** An entry of the journal that belongs to no line. */
  public record Loose(UUID entry, String kind, String memo, Instant at) {}
}
