package io.washa.billing.approvals;

import io.washa.audit.Audit;
import io.washa.billing.approvals.ApprovedWork.Checked;
import io.washa.identity.Permission;
import io.washa.identity.StaffMember;
import io.washa.tenancy.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests for what one person may not do alone. Another person, whose role permits it, approves or
 * refuses; what is approved is carried out once, in the same transaction. The audit names both.
 */
@Component
public class Approvals {
  private final ApprovalRows rows;
  private final Map<ApprovalKind, ApprovedWork> works = new EnumMap<>(ApprovalKind.class);
  private final Settings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;

  Approvals(
      ApprovalRows rows,
      List<ApprovedWork> works,
      Settings settings,
      Audit audit,
      TransactionTemplate transaction) {
    this.rows = rows;
    works.forEach(work -> this.works.put(work.kind(), work));
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Asks for something; what the asker may do alone is done at once. */
  public Asked ask(NewApproval wanted, StaffMember who) {
    if (!who.role().may(wanted.kind().toAsk())) {
      return new Asked.NotAllowed();
    }
    return Objects.requireNonNull(transaction.execute(status -> ask(wanted, who, status)));
  }

  private Asked ask(NewApproval wanted, StaffMember who, TransactionStatus status) {
    rows.lockAsker(who.email());
    Optional<Approval> same = rows.findByRequest(wanted.request());
    if (same.isPresent()) {
      return same.get().state() == Approval.State.FREE
          ? new Asked.Done(same.get().id())
          : new Asked.Waits(same.get().id());
    }
    return switch (work(wanted.kind()).check(wanted)) {
      case Checked.No no -> new Asked.Impossible(no.why());
      case Checked.Fits fits when isFree(wanted, fits.amount(), who) ->
          doAlone(wanted, fits.amount(), who, status);
      case Checked.Fits fits -> {
        Optional<UUID> opened = rows.insert(wanted, fits.amount(), who.email());
        opened.ifPresent(id -> note(rows.get(id), who.email(), "asked"));
        yield opened
            .or(() -> rows.findOpen(wanted.kind(), wanted.subject()))
            .<Asked>map(Asked.Waits::new)
            .orElseGet(() -> new Asked.Impossible(Obstacle.TAKEN_BACK));
      }
    };
  }

  private boolean isFree(NewApproval wanted, long amount, StaffMember who) {
    return wanted.kind() == ApprovalKind.CREDIT
        && rows.creditsOfToday(who.email()) + amount
            <= settings.read(ApprovalRules.CHOICE).creditPerDay();
  }

  private Asked doAlone(
      NewApproval wanted, long amount, StaffMember who, TransactionStatus status) {
    UUID id = rows.insert(wanted, amount, who.email()).orElseThrow();
    rows.decide(id, new ApprovalRows.Decision(Approval.State.FREE, who.email(), ""));
    Approval approval = rows.get(id);
    Optional<Obstacle> obstacle = work(wanted.kind()).carryOut(approval, who.email());
    if (obstacle.isPresent()) {
      status.setRollbackOnly();
      return new Asked.Impossible(obstacle.get());
    }
    note(approval, who.email(), "done-alone");
    return new Asked.Done(id);
  }

  /** Approves a request and does what was asked for. */
  public Decided approve(UUID approval, StaffMember who) {
    if (!who.role().may(Permission.APPROVE)) {
      return new Decided.NotAllowed();
    }
    return Objects.requireNonNull(transaction.execute(status -> approve(approval, who, status)));
  }

  private Decided approve(UUID id, StaffMember who, TransactionStatus status) {
    Optional<Approval> open = rows.lockOpen(id);
    if (open.isEmpty()) {
      return new Decided.Gone();
    }
    Approval approval = open.get();
    if (approval.askedBy().equals(who.email())) {
      return new Decided.Own();
    }
    rows.decide(id, new ApprovalRows.Decision(Approval.State.APPROVED, who.email(), ""));
    Optional<Obstacle> obstacle = work(approval.kind()).carryOut(approval, who.email());
    if (obstacle.isPresent()) {
      status.setRollbackOnly();
      return new Decided.Impossible(obstacle.get());
    }
    note(approval, who.email(), "approved");
    return new Decided.Done();
  }

  /**
   * Refuses a request; whoever asked for it may withdraw it by this.
   *
   * @param reason for whoever asked
   */
  public Decided refuse(UUID approval, String reason, StaffMember who) {
    return Objects.requireNonNull(transaction.execute(_ -> refuseNow(approval, reason, who)));
  }

  private Decided refuseNow(UUID id, String reason, StaffMember who) {
    Optional<Approval> open = rows.lockOpen(id);
    if (open.isEmpty()) {
      return new Decided.Gone();
    }
    if (!who.role().may(Permission.APPROVE) && !open.get().askedBy().equals(who.email())) {
      return new Decided.NotAllowed();
    }
    rows.decide(id, new ApprovalRows.Decision(Approval.State.REFUSED, who.email(), reason.strip()));
    note(rows.get(id), who.email(), "refused");
    return new Decided.Done();
  }

  /** What waits for a decision, oldest first; at most 200. */
  public List<Approval> open() {
    return rows.open();
  }

  /** What was decided last, newest first; at most 50. */
  public List<Approval> decided() {
    return rows.decided();
  }

  private ApprovedWork work(ApprovalKind kind) {
    return Objects.requireNonNull(works.get(kind), () -> "nothing does " + kind);
  }

  private void note(Approval approval, String actor, String what) {
    audit.note(
        new Audit.Deed(
            actor,
            approval.kind().text() + "." + what,
            (approval.kind().isOfSubscriber() ? "subscriber:" : "payment:") + approval.subject(),
            Map.of(
                "asked_by",
                approval.askedBy(),
                "amount",
                Long.toString(approval.amount()),
                "reason",
                approval.reason(),
                "answer",
                approval.answer())));
  }
}
