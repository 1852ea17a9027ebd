package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.payments.CashPayments;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cashiers' drawers: opened with a float, closed with a count. Cash is taken into the cashier's own
 * open drawer only; a payment is voided on its own day, before its drawer is closed, by somebody
 * else. Cash leaves a drawer only as an approved refund, or to the bank with a slip. A closed
 * drawer never changes.
 */
@Component
public class Tills {
  private final JdbcClient jdbc;
  private final CashPayments payments;
  private final Drawer drawer;
  private final Audit audit;
  private final Tenants tenants;
  private final Clock clock;

  Tills(
      JdbcClient jdbc,
      CashPayments payments,
      Drawer drawer,
      Audit audit,
      Tenants tenants,
      Clock clock) {
    this.jdbc = jdbc;
    this.payments = payments;
    this.drawer = drawer;
    this.audit = audit;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * A drawer, counted.
   *
   * @param expected what should be in it, minor units
   * @param counted what is
   */
  public record Count(UUID till, long expected, long counted) {
    /** What is too much; below 0 what is missing. */
    public long difference() {
      return counted - expected;
    }
  }

  /** What becomes of cash over the counter. */
  public sealed interface Taken {
    /** Booked. */
    record Done(UUID payment) implements Taken {}

    /** The cashier has no open drawer. */
    record NoTill() implements Taken {}

    /** There is no such service, or the amount is not above 0. */
    record Refused(String sentence) implements Taken {}
  }

  /**
   * An open drawer.
   *
   * @param expected what should be in it, minor units
   */
  public record Open(UUID till, long expected) {}

  /** What became of taking cash to the bank. */
  public enum Banking {
    /** Booked. */
    DONE,
    /** The cashier has no open drawer. */
    NO_TILL,
    /** A slip's number and an amount above 0 are needed. */
    NO_SLIP,
    /** There is less in the drawer. */
    TOO_LITTLE
  }

  /** Why a payment was not voided. */
  public enum Voiding {
    /** It was. */
    DONE,
    /** It is no cash payment, or was voided before. */
    NOT_CASH,
    /** Its day is over, or its drawer closed: refund it instead. */
    TOO_LATE,
    /** Whoever took it may not approve its voiding. */
    NEEDS_ANOTHER
  }

  /**
   * Opens a drawer.
   *
   * @param opening the float in it, minor units
   * @return empty if the cashier has one open
   */
  @Transactional
  public Optional<UUID> open(String cashier, long opening) {
    return jdbc.sql(
            """
            INSERT INTO till (cashier, opening) VALUES (?, ?)
            ON CONFLICT (cashier) WHERE closed_at IS NULL DO NOTHING RETURNING id
            """)
        .params(cashier, opening)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /**
   * Takes cash for a service, for a caller that never asks twice.
   *
   * @param amount minor units
   */
  @Transactional
  public Taken take(String cashier, UUID service, long amount) {
    return take(new CashPayments.Money(service, amount, cashier, UUID.randomUUID().toString()));
  }

  /** Takes cash for a service into the open drawer of whoever takes it; a request once. */
  @Transactional
  public Taken take(CashPayments.Money money) {
    Optional<UUID> till = lockOpen(money.who());
    Optional<CashPayments.Before> before = payments.takenBy(money.request());
    if (before.isPresent()) {
      CashPayments.Before same = before.get();
      return same.service().equals(money.service()) && same.amount() == money.amount()
          ? new Taken.Done(same.payment())
          : new Taken.Refused("This request took something else.");
    }
    if (till.isEmpty()) {
      return new Taken.NoTill();
    }
    if (money.amount() <= 0) {
      return new Taken.Refused("The amount must be above 0.");
    }
    return payments
        .takeCash(till.get(), money)
        .<Taken>map(Taken.Done::new)
        .orElseGet(() -> new Taken.Refused("There is no such service."));
  }

  /**
   * Voids a cash payment and what it was used for, as approved.
   *
   * @param approver not the cashier who took it
   */
  @Transactional
  Voiding voidPayment(UUID payment, String approver, String reason) {
    Optional<Taking> taking =
        jdbc.sql(
                """
                SELECT t.cashier, t.closed_at IS NOT NULL AS closed, p.received_at
                  FROM payment p JOIN till t ON t.id = p.till_id
                 WHERE p.id = ? AND p.reversed_at IS NULL FOR UPDATE OF t
                """)
            .param(payment)
            .query((row, _) ->
                new Taking(
                    row.getString("cashier"),
                    row.getBoolean("closed"),
                    row.getObject("received_at", OffsetDateTime.class)))
            .optional();
    if (taking.isEmpty()) {
      return Voiding.NOT_CASH;
    }
    if (taking.get().closed() || !today(taking.get().at())) {
      return Voiding.TOO_LATE;
    }
    if (taking.get().cashier().equals(approver)) {
      return Voiding.NEEDS_ANOTHER;
    }
    if (!payments.voidCash(payment, reason)) {
      return Voiding.NOT_CASH;
    }
    audit.note(
        new Audit.Deed(approver, "cash.voided", "payment:" + payment, Map.of("reason", reason)));
    return Voiding.DONE;
  }

  private boolean today(OffsetDateTime at) {
    var zone = tenants.get(TenantContext.current()).zone();
    return LocalDate.ofInstant(at.toInstant(), zone)
        .equals(LocalDate.ofInstant(clock.instant(), zone));
  }

  /**
   * Closes a cashier's drawer, and books what is too much or missing.
   *
   * @param counted minor units
   * @return empty if none is open
   */
  @Transactional
  public Optional<Count> close(String cashier, long counted, String note) {
    return lockOpen(cashier)
        .map(till -> {
          long expected = drawer.expected(till);
          drawer.bookDifference(till, counted - expected);
          jdbc.sql(
                  """
                  UPDATE till SET closed_at = work.platform_now(), expected = ?, counted = ?, note = ?
                   WHERE id = ? AND closed_at IS NULL
                  """)
              .params(expected, counted, note, till)
              .update();
          audit.note(
              new Audit.Deed(
                  cashier,
                  "till.closed",
                  "till:" + till,
                  Map.of("expected", Long.toString(expected), "counted", Long.toString(counted))));
          return new Count(till, expected, counted);
        });
  }

  /**
   * Takes cash out of the cashier's drawer to the bank.
   *
   * @param slip the number on the bank's slip
   * @param request names this try: the same twice is taken once
   */
  @Transactional
  public Banking bank(String cashier, long amount, String slip, String request) {
    Optional<UUID> till = lockOpen(cashier);
    if (till.isEmpty()) {
      return Banking.NO_TILL;
    }
    if (amount <= 0 || slip.isBlank()) {
      return Banking.NO_SLIP;
    }
    if (drawer.hasMoved(request)) {
      return Banking.DONE;
    }
    if (drawer.expected(till.get()) < amount) {
      return Banking.TOO_LITTLE;
    }
    drawer.bank(till.get(), new Drawer.Out(amount, cashier, slip.strip(), request));
    audit.note(
        new Audit.Deed(
            cashier,
            "till.banked",
            "till:" + till.get(),
            Map.of("amount", Long.toString(amount), "slip", slip.strip())));
    return Banking.DONE;
  }

  /** The cashier's open drawer and what should be in it; empty if none is open. */
  @Transactional(readOnly = true)
  public Optional<Open> current(String cashier) {
    return jdbc.sql("SELECT id FROM till WHERE cashier = ? AND closed_at IS NULL")
        .param(cashier)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional()
        .map(till -> new Open(till, drawer.expected(till)));
  }

  private Optional<UUID> lockOpen(String cashier) {
    return jdbc.sql("SELECT id FROM till WHERE cashier = ? AND closed_at IS NULL FOR UPDATE")
        .param(cashier)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  private record Taking(String cashier, boolean closed, OffsetDateTime at) {}
}
