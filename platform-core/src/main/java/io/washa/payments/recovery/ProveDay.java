package io.washa.payments.recovery;

import io.washa.audit.Audit;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Proves the day before, each night, and raises an alert where it does not come out at zero. */
@Component
class ProveDay implements TaskHandler<ProveDay.Yesterday> {
  static final TaskType<Yesterday> TYPE =
      new TaskType<>("prove-day", Yesterday.class, TaskType.BULK);
  private static final Logger log = LoggerFactory.getLogger(ProveDay.class);

  private final DailyProof proof;
  private final JdbcClient jdbc;
  private final Tenants tenants;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ProveDay(
      DailyProof proof,
      JdbcClient jdbc,
      Tenants tenants,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.proof = proof;
    this.jdbc = jdbc;
    this.tenants = tenants;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Of which shortcode. */
  record Yesterday(UUID shortcode) {}

  @Override
  public TaskType<Yesterday> type() {
    return TYPE;
  }

  @Override
  public void handle(Yesterday of) {
    LocalDate day =
        LocalDate.ofInstant(clock.instant(), tenants.get(TenantContext.current()).zone())
            .minusDays(1);
    transaction.executeWithoutResult(_ -> prove(of.shortcode(), day));
  }

  private void prove(UUID shortcode, LocalDate day) {
    DailyProof.Proof proved = proof.of(shortcode, day);
    jdbc.sql(
            "UPDATE shortcode SET proof_at = work.platform_now(), proof_difference = ? WHERE id = ?")
        .params(proved.difference(), shortcode)
        .update();
    if (proved.difference() != 0 || !proved.findings().isEmpty()) {
      log.error("the books of {} on {} differ by {}", shortcode, day, proved.difference());
      audit.note(
          new Audit.Deed(
              "washa",
              "proof.differs",
              "shortcode:" + shortcode,
              Map.of("day", day.toString(), "difference", Long.toString(proved.difference()))));
    }
  }
}
