package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.payments.CashPayments;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cheques and bank transfers. A transfer is in the wallet at once; a cheque when the bank has
 * cleared it, and when it comes back later all that followed is undone. The same number of the same
 * bank is taken once.
 */
@Component
public class BankReceipts {
  private final JdbcClient jdbc;
  private final CashPayments payments;
  private final Charges charges;
  private final Tenants tenants;
  private final Audit audit;
  private final Clock clock;

  BankReceipts(
      JdbcClient jdbc,
      CashPayments payments,
      Charges charges,
      Tenants tenants,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.payments = payments;
    this.charges = charges;
    this.tenants = tenants;
    this.audit = audit;
    this.clock = clock;
  }

  /** How it comes. */
  public enum Kind {
    /** Paper that the bank has to clear. */
    CHEQUE,
    /** Money that is there. */
    TRANSFER
  }

  /**
   * What was handed in.
   *
   * @param number the cheque's, or the transfer's reference
   * @param amount minor units
   * @param valueOn the day on which the bank has, or will have, the money
   */
  public record NewReceipt(
      Kind kind, UUID service, String bank, String number, long amount, LocalDate valueOn) {
    /**
     * Checks what was typed, and writes bank and number one way.
     *
     * @throws IllegalArgumentException with a sentence for whoever typed it
     */
    public NewReceipt {
      bank = normal(bank);
      number = normal(number);
      if (bank.isEmpty() || number.isEmpty() || bank.length() + number.length() > 100) {
        throw new IllegalArgumentException("bank and number are needed");
      }
      if (amount <= 0) {
        throw new IllegalArgumentException("the amount must be above 0");
      }
    }

    private static String normal(String typed) {
      return typed.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
    }
  }

  /** A cheque that waits for the bank. */
  public record Pending(
      UUID id, String bank, String number, long amount, LocalDate valueOn, UUID service) {}

  /** What became of a receipt. */
  public sealed interface Taken {
    /** It is in the wallet. */
    record Booked(UUID payment) implements Taken {}

    /** A cheque: it is in no wallet before the bank has cleared it. */
    record Waits(UUID receipt) implements Taken {}

    /** This number of this bank was taken before. */
    record Already(UUID receipt) implements Taken {}

    /** There is no such service. */
    record NoService() implements Taken {}
  }

  /** Takes a cheque or a transfer for a service. */
  @Transactional
  public Taken take(NewReceipt wanted, String who) {
    if (!exists(wanted.service())) {
      return new Taken.NoService();
    }
    Optional<UUID> taken =
        jdbc.sql(
                """
                INSERT INTO bank_receipt
                  (kind, bank, number, amount, value_on, service_id, state, taken_by)
                VALUES (?, ?, ?, ?, ?, ?, 'pending', ?)
                ON CONFLICT (bank, number) DO NOTHING RETURNING id
                """)
            .params(
                wanted.kind().name().toLowerCase(Locale.ROOT),
                wanted.bank(),
                wanted.number(),
                wanted.amount(),
                wanted.valueOn(),
                wanted.service(),
                who)
            .query((row, _) -> row.getObject("id", UUID.class))
            .optional();
    if (taken.isEmpty()) {
      return new Taken.Already(find(wanted.bank(), wanted.number()));
    }
    note(who, "bank.taken", taken.get(), Map.of("amount", Long.toString(wanted.amount())));
    return wanted.kind() == Kind.CHEQUE
        ? new Taken.Waits(taken.get())
        : new Taken.Booked(clear(taken.get(), who).orElseThrow());
  }

  private boolean exists(UUID service) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM service WHERE id = ?)")
        .param(service)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private UUID find(String bank, String number) {
    return jdbc.sql("SELECT id FROM bank_receipt WHERE bank = ? AND number = ?")
        .params(bank, number)
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  /**
   * The bank has cleared a cheque: its money is in the wallet and buys what payments buy.
   *
   * @return the payment; empty if it does not wait
   */
  @Transactional
  public Optional<UUID> clear(UUID receipt, String who) {
    Optional<Row> row = lock(receipt).filter(found -> found.state().equals("pending"));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Row found = row.get();
    UUID payment =
        payments
            .takeAtBank(
                new CashPayments.Money(
                    found.service(), found.amount(), who, "bank-receipt:" + receipt),
                valueDate(found.valueOn()),
                found.bank() + " " + found.number())
            .orElseThrow();
    jdbc.sql("UPDATE bank_receipt SET state = 'cleared', payment_id = ? WHERE id = ?")
        .params(payment, receipt)
        .update();
    note(who, "bank.cleared", receipt, Map.of());
    return Optional.of(payment);
  }

  private Instant valueDate(LocalDate day) {
    Instant start = day.atStartOfDay(tenants.get(TenantContext.current()).zone()).toInstant();
    Instant now = clock.instant();
    return start.isAfter(now) ? now : start;
  }

  /**
   * The bank has sent it back: what was in the wallet is taken out, with all that it paid for.
   *
   * @param fee what the subscriber is charged for it, minor units; 0 for nothing
   * @return false if there is no such receipt, or it came back before
   */
  @Transactional
  public boolean bounce(UUID receipt, String reason, long fee, String who) {
    Optional<Row> row = lock(receipt).filter(found -> !found.state().equals("bounced"));
    if (row.isEmpty() || reason.isBlank() || fee < 0) {
      return false;
    }
    UUID payment = row.get().payment();
    if (payment != null && !payments.bounce(payment, reason.strip())) {
      return false;
    }
    jdbc.sql(
            """
            UPDATE bank_receipt SET state = 'bounced', ended_by = ?, ended_at = work.platform_now()
             WHERE id = ?
            """)
        .params(who, receipt)
        .update();
    if (fee > 0) {
      charge(row.get(), fee, who);
    }
    note(who, "bank.bounced", receipt, Map.of("reason", reason.strip()));
    return true;
  }

  private void charge(Row row, long fee, String who) {
    LocalDate today =
        LocalDate.ofInstant(clock.instant(), tenants.get(TenantContext.current()).zone());
    var _ =
        charges.charge(
            new Charges.Fee(row.payer(), "Returned cheque " + row.number(), fee, today, 1)
                .because("bank-receipt:" + row.id()),
            who);
  }

  /** The cheques that wait for the bank, by their day; at most 200. */
  @Transactional(readOnly = true)
  public List<Pending> pending() {
    return jdbc.sql(
            """
            SELECT id, bank, number, amount, value_on, service_id FROM bank_receipt
             WHERE state = 'pending' ORDER BY value_on, id LIMIT 200
            """)
        .query((row, _) ->
            new Pending(
                row.getObject("id", UUID.class),
                row.getString("bank"),
                row.getString("number"),
                row.getLong("amount"),
                row.getObject("value_on", LocalDate.class),
                row.getObject("service_id", UUID.class)))
        .list();
  }

  private Optional<Row> lock(UUID receipt) {
    return jdbc.sql(
            """
            SELECT r.*, coalesce(p.subscriber_id, s.payer_id, s.subscriber_id) AS payer
              FROM bank_receipt r JOIN service s ON s.id = r.service_id
              LEFT JOIN payment p ON p.id = r.payment_id
             WHERE r.id = ? FOR UPDATE OF r
            """)
        .param(receipt)
        .query((row, _) ->
            new Row(
                row.getObject("id", UUID.class),
                row.getString("bank"),
                row.getString("number"),
                row.getLong("amount"),
                row.getObject("value_on", LocalDate.class),
                row.getObject("service_id", UUID.class),
                row.getObject("payer", UUID.class),
                row.getString("state"),
                row.getObject("payment_id", UUID.class)))
        .optional();
  }

  private void note(String who, String action, UUID receipt, Map<String, String> details) {
    audit.note(new Audit.Deed(who, action, "bank-receipt:" + receipt, details));
  }

  private record Row(
      UUID id,
      String bank,
      String number,
      long amount,
      LocalDate valueOn,
      UUID service,
      UUID payer,
      String state,
      @Nullable UUID payment) {}
}
