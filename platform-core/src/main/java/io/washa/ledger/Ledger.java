package io.washa.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Books entries and keeps wallets, always within the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Ledger {
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Ledger(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /** Told within the transaction in which an entry is booked; whoever listens must be quick. */
  public record Booked(String kind, String reference) {}

  /**
   * Books an entry, and changes the wallets it touches.
   *
   * @return the entry's id; empty if its kind and reference were booked before: nothing was done
   */
  public Optional<UUID> book(Entry entry) {
    Optional<UUID> booked = insert(entry);
    if (booked.isPresent()) {
      entry.postings().stream()
          .filter(posting -> posting.account() == Account.WALLETS && posting.amount() < 0)
          .forEach(posting ->
              events.publishEvent(
                  new WalletCredited(Objects.requireNonNull(posting.owner()), entry.kind())));
      events.publishEvent(new Booked(entry.kind(), entry.reference()));
    }
    return booked;
  }

  /** Entry, postings and wallets by one statement: it is a payment's commit that waits for each. */
  private Optional<UUID> insert(Entry entry) {
    List<Entry.Posting> postings = entry.postings();
    return jdbc.sql(
            """
            WITH entry AS (
              INSERT INTO journal_entry (kind, reference, value_date, memo)
              VALUES (:kind, :reference, :date, :memo)
              ON CONFLICT (kind, reference) DO NOTHING RETURNING id),
            line AS (
              SELECT entry.id, p.line, p.account, p.owner, p.amount
                FROM entry, unnest(:accounts::text[], :owners::uuid[], :amounts::bigint[])
                            WITH ORDINALITY AS p(account, owner, amount, line)),
            posted AS (
              INSERT INTO posting (entry_id, line, account, owner, amount)
              SELECT id, line, account, owner, amount FROM line ORDER BY line),
            changed AS (
              INSERT INTO wallet (owner, balance)
              SELECT owner, -sum(amount) FROM line
               WHERE account = :wallets AND owner IS NOT NULL GROUP BY owner ORDER BY owner
              ON CONFLICT (owner) DO UPDATE SET balance = wallet.balance + excluded.balance)
            SELECT id FROM entry
            """)
        .param("kind", entry.kind())
        .param("reference", entry.reference())
        .param("date", entry.valueDate().atOffset(ZoneOffset.UTC))
        .param("memo", entry.memo())
        .param("accounts", postings.stream().map(p -> p.account().code()).toArray(String[]::new))
        .param("owners", postings.stream().map(Entry.Posting::owner).toArray(UUID[]::new))
        .param("amounts", postings.stream().map(Entry.Posting::amount).toArray(Long[]::new))
        .param("wallets", Account.WALLETS.code())
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /** Whether an entry of this kind and reference was booked. */
  public boolean isBooked(String kind, String reference) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM journal_entry WHERE kind = ? AND reference = ?)")
        .params(kind, reference)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /**
   * Books the opposite of an entry: what corrects it, for it is never changed.
   *
   * @return empty if there is no such entry, or it was reversed before: nothing was done
   */
  public Optional<UUID> reverse(String kind, String reference, String memo) {
    record Found(Instant valueDate, Entry.Posting posting) {}
    List<Found> found =
        jdbc.sql(
                """
                SELECT e.value_date, p.account, p.owner, p.amount
                  FROM journal_entry e JOIN posting p ON p.entry_id = e.id
                 WHERE e.kind = ? AND e.reference = ? ORDER BY p.line
                """)
            .params(kind, reference)
            .query((row, _) ->
                new Found(
                    row.getObject("value_date", OffsetDateTime.class).toInstant(),
                    new Entry.Posting(
                        Account.of(row.getString("account")),
                        row.getObject("owner", UUID.class),
                        -row.getLong("amount"))))
            .list();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return book(
        new Entry(
            kind + "-undone",
            reference,
            found.getFirst().valueDate(),
            memo,
            found.stream().map(Found::posting).toList()));
  }

  /**
   * Locks a wallet until the transaction ends.
   *
   * @return its balance, minor units
   */
  public long lockWallet(UUID owner) {
    // A row that does not exist cannot be locked: make it first.
    jdbc.sql("INSERT INTO wallet (owner) VALUES (?) ON CONFLICT DO NOTHING").param(owner).update();
    return jdbc.sql("SELECT balance FROM wallet WHERE owner = ? FOR UPDATE")
        .param(owner)
        .query((row, _) -> row.getLong("balance"))
        .single();
  }
}
