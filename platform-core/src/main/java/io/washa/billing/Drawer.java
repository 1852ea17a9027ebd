package io.washa.billing;

import io.washa.ledger.Account;
import io.washa.ledger.Entry;
import io.washa.ledger.Entry.Posting;
import io.washa.ledger.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is in an open drawer, and what leaves it; the drawer is locked by the caller. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Drawer {
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Clock clock;

  Drawer(JdbcClient jdbc, Ledger ledger, Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Cash that leaves.
   *
   * @param amount minor units
   * @param slip the bank's; "" for a refund
   */
  record Out(long amount, String who, String slip, String request) {}

  /** What should be in it: its float and what was taken, less what left. */
  long expected(UUID till) {
    return jdbc.sql(
            """
            SELECT t.opening
                   + coalesce((SELECT sum(p.amount) FROM payment p
                                WHERE p.till_id = t.id AND p.reversed_at IS NULL), 0)
                   - coalesce((SELECT sum(m.amount) FROM till_move m WHERE m.till_id = t.id), 0)
              FROM till t WHERE t.id = ?
            """)
        .param(till)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** Locks an open drawer; empty if it is closed. */
  Optional<UUID> lock(UUID till) {
    return jdbc.sql("SELECT id FROM till WHERE id = ? AND closed_at IS NULL FOR UPDATE")
        .param(till)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  boolean hasMoved(String request) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM till_move WHERE request = ?)")
        .param(request)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** Notes that cash was given back; the refund itself is booked by whoever gives it. */
  void refund(UUID till, Out out) {
    move(till, "refund", out);
  }

  /** Takes cash to the bank. */
  void bank(UUID till, Out out) {
    move(till, "banking", out);
    var _ =
        ledger.book(
            new Entry(
                "banking",
                out.request(),
                clock.instant(),
                out.slip(),
                List.of(
                    Posting.debit(Account.BANK, out.amount()),
                    Posting.credit(Account.CASH, out.amount()))));
  }

  private void move(UUID till, String kind, Out out) {
    jdbc.sql(
            """
            INSERT INTO till_move (till_id, kind, amount, request, who, slip)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        .params(till, kind, out.amount(), out.request(), out.who(), out.slip())
        .update();
  }

  /**
   * Books what a count found.
   *
   * @param difference above 0 for too much
   */
  void bookDifference(UUID till, long difference) {
    if (difference != 0) {
      var _ =
          ledger.book(
              new Entry(
                  "till-difference",
                  "till:" + till,
                  clock.instant(),
                  "",
                  List.of(
                      Posting.debit(Account.CASH, difference),
                      Posting.credit(Account.CASH_DIFFERENCES, difference))));
    }
  }
}
