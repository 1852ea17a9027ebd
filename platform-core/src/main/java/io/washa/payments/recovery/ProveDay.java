package io.washa.payments.recovery;

import io.washa.audit.Audit;
import io.washa.payments.recovery.DailyProof.Proof;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves the days of the last week, and raises an alert for the oldest that does not come out at
 * zero. A day that M-Pesa has not told of is no difference.
 */
@Component
class ProveDay implements TaskHandler<ProveDay.Yesterday> {
  static final TaskType<Yesterday> TYPE =
      new TaskType<>("prove-day", Yesterday.class, TaskType.BULK);
  private static final Logger log = LoggerFactory.getLogger(ProveDay.class);

  /** What differs stays before people's eyes so long, and a slept-through night is made up for. */
  private static final int DAYS = 7;

  private final DailyProof proof;
  private final Reversals reversals;
  private final JdbcClient jdbc;
  private final Tenants tenants;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ProveDay(
      DailyProof proof,
      Reversals reversals,
      JdbcClient jdbc,
      Tenants tenants,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.proof = proof;
    this.reversals = reversals;
    this.jdbc = jdbc;
    this.tenants = tenants;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Up to yesterday, of which shortcode. */
  record Yesterday(UUID shortcode) {}

  @Override
  public TaskType<Yesterday> type() {
    return TYPE;
  }

  @Override
  public void handle(Yesterday of) {
    transaction.executeWithoutResult(_ -> reversals.all(of.shortcode()));
    LocalDate yesterday =
        LocalDate.ofInstant(clock.instant(), tenants.get(TenantContext.current()).zone())
            .minusDays(1);
    transaction.executeWithoutResult(_ -> prove(of.shortcode(), yesterday));
  }

  private void prove(UUID shortcode, LocalDate yesterday) {
    Proof last = proof.of(shortcode, yesterday);
    Proof shown =
        IntStream.rangeClosed(1, DAYS - 1)
            .mapToObj(back -> yesterday.minusDays(DAYS - (long) back))
            .map(day -> proof.of(shortcode, day))
            .filter(Proof::differs)
            .findFirst()
            .orElse(last);
    String state =
        shown.differs()
            ? "differs"
            : shown.complete() || shown.paymentsTold() ? "zero" : "not_told";
    jdbc.sql(
            """
            UPDATE shortcode
               SET proof_at = work.platform_now(), proof_day = :day, proof_state = :state,
                   proof_difference = :difference
             WHERE id = :shortcode
            """)
        .param("day", shown.day())
        .param("state", state)
        .param("difference", shown.paymentsTold() ? shown.difference() : 0)
        .param("shortcode", shortcode)
        .update();
    if (shown.differs()) {
      alert(shortcode, shown);
    }
  }

  private void alert(UUID shortcode, Proof shown) {
    log.error(
        "the books of {} on {} differ by {}, in {} lines",
        shortcode,
        shown.day(),
        shown.difference(),
        shown.findings().size());
    audit.note(
        new Audit.Deed(
            "washa",
            "proof.differs",
            "shortcode:" + shortcode,
            Map.of(
                "day", shown.day().toString(),
                "difference", Long.toString(shown.difference()),
                "lines", Integer.toString(shown.findings().size()))));
  }
}
