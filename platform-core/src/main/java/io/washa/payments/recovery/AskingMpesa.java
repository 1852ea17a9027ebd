package io.washa.payments.recovery;

import io.washa.audit.Audit;
import io.washa.payments.AskedResults;
import io.washa.payments.CallbackPaths;
import io.washa.payments.Claims;
import io.washa.payments.Incoming;
import io.washa.payments.Recording;
import io.washa.payments.TakingBack;
import io.washa.payments.daraja.AskOutcome;
import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.ResultMessage;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks M-Pesa as its initiator: what became of a receipt that somebody typed in, and to give a
 * payment back. The answers come later. An initiator that M-Pesa refuses is stopped at once, for a
 * few wrong tries lock it.
 */
@Component
public class AskingMpesa implements AskedResults, TaskHandler<AskingMpesa.ForClaim> {
  private static final TaskType<ForClaim> TYPE =
      new TaskType<>("ask-status", ForClaim.class, TaskType.PAYMENT);
  private static final Logger log = LoggerFactory.getLogger(AskingMpesa.class);

  private static final Pattern GIVES_BACK =
      Pattern.compile("revers|refund", Pattern.CASE_INSENSITIVE);

  private final DarajaClient daraja;
  private final Shortcodes shortcodes;
  private final CallbackPaths paths;
  private final DarajaRequests requests;
  private final Recording recording;
  private final TakingBack takingBack;
  private final Tasks tasks;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AskingMpesa(
      DarajaClient daraja,
      Shortcodes shortcodes,
      CallbackPaths paths,
      DarajaRequests requests,
      Recording recording,
      TakingBack takingBack,
      Tasks tasks,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.daraja = daraja;
    this.shortcodes = shortcodes;
    this.paths = paths;
    this.requests = requests;
    this.recording = recording;
    this.takingBack = takingBack;
    this.tasks = tasks;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A receipt that a subscriber claims and nobody told of. */
  record ForClaim(String receipt) {}

  /** What became of asking. */
  public enum Asked {
    /** The answer comes in a moment. */
    UNDER_WAY,
    /** The same was asked a moment ago. */
    ALREADY,
    /** There is no initiator, or it was stopped: the set-up has to be mended first. */
    NO_INITIATOR,
    /** M-Pesa does not take the question; the log says why. */
    REFUSED,
    /** Not now. */
    LATER
  }

  @EventListener
  void askFor(Claims.ClaimWaits waits) {
    tasks.enqueue(TYPE, waits.receipt(), new ForClaim(waits.receipt()));
  }

  @Override
  public TaskType<ForClaim> type() {
    return TYPE;
  }

  @Override
  public void handle(ForClaim claim) {
    for (Shortcode shortcode : shortcodes.all()) {
      Asked asked = askStatus(shortcode, claim.receipt(), "claim");
      if (asked == Asked.LATER) {
        throw new IllegalStateException("the status of a claimed receipt could not be asked for");
      }
    }
  }

  /** Asks what became of a receipt. Outside of any transaction. */
  public Asked askStatus(Shortcode shortcode, String receipt, String who) {
    return ask(
        shortcode, new DarajaRequests.Question(DarajaRequests.Kind.STATUS, receipt, null, who));
  }

  /**
   * Asks M-Pesa to give a payment back in full. Outside of any transaction.
   *
   * @param amount minor units: the whole of the payment
   */
  public Asked askReversal(Shortcode shortcode, String receipt, long amount, String who) {
    return ask(
        shortcode, new DarajaRequests.Question(DarajaRequests.Kind.REVERSAL, receipt, amount, who));
  }

  private Asked ask(Shortcode shortcode, DarajaRequests.Question question) {
    Optional<Initiator> initiator = shortcodes.initiator(shortcode.id());
    if (initiator.isEmpty()) {
      return Asked.NO_INITIATOR;
    }
    Optional<UUID> opened =
        Objects.requireNonNull(transaction.execute(_ -> requests.open(shortcode.id(), question)));
    if (opened.isEmpty()) {
      return Asked.ALREADY;
    }
    UUID id = opened.get();
    DarajaClient.Ask ask =
        new DarajaClient.Ask(
            question.receipt(),
            paths.result(shortcode, id),
            paths.timeout(shortcode, id),
            "Washa " + question.kind().name().toLowerCase(Locale.ROOT));
    Long amount = question.amount();
    AskOutcome outcome =
        amount == null
            ? daraja.askStatus(shortcode, initiator.get(), ask)
            : daraja.askReversal(shortcode, initiator.get(), ask, amount / 100);
    return Objects.requireNonNull(transaction.execute(_ -> note(id, outcome)));
  }

  private Asked note(UUID request, AskOutcome outcome) {
    return switch (outcome) {
      case AskOutcome.Taken taken -> {
        requests.accepted(request, taken.conversationId());
        yield Asked.UNDER_WAY;
      }
      // The result may come all the same.
      case AskOutcome.Unknown unknown -> {
        log.warn("whether a question was taken is not known: {}", unknown.reason());
        requests.accepted(request, "");
        yield Asked.UNDER_WAY;
      }
      case AskOutcome.Refused refused -> {
        log.error("a question was refused: {}", refused.forStaff());
        requests.ended(request, new DarajaRequests.End("failed", "refused", refused.forStaff()));
        yield Asked.REFUSED;
      }
      case AskOutcome.TryLater later -> {
        requests.ended(request, new DarajaRequests.End("failed", "later", later.reason()));
        yield Asked.LATER;
      }
    };
  }

  @Override
  public @Nullable String settle(UUID shortcode, UUID request, String body) {
    Optional<DarajaRequests.Open> open = requests.lock(shortcode, request);
    if (open.isEmpty()) {
      return "no such question of this shortcode";
    }
    return switch (ResultMessage.parse(body)) {
      case ResultMessage.Malformed malformed -> "malformed: " + malformed.reason();
      case ResultMessage.Parsed parsed -> settle(shortcode, open.get(), parsed);
    };
  }

  private @Nullable String settle(
      UUID shortcode, DarajaRequests.Open open, ResultMessage.Parsed result) {
    if (open.done()) {
      return null;
    }
    if (result.credentialRefused()) {
      stop(shortcode, result);
    }
    String trouble =
        switch (open.kind()) {
          case STATUS -> result.succeeded() ? found(shortcode, open, result) : null;
          case REVERSAL -> reversed(open, result);
        };
    requests.ended(
        open.id(),
        new DarajaRequests.End(
            result.succeeded() && trouble == null ? "done" : "failed",
            result.code(),
            trouble == null ? result.text() : trouble));
    return trouble;
  }

  private void stop(UUID shortcode, ResultMessage.Parsed result) {
    log.error("the initiator is stopped: {} {}", result.code(), result.text());
    shortcodes.stopInitiator(shortcode, result.code() + " " + result.text());
    audit.note(
        new Audit.Deed(
            "washa",
            "initiator.stopped",
            "shortcode:" + shortcode,
            Map.of("code", result.code(), "text", result.text())));
  }

  /** Only what was completed, for the receipt asked about, to this shortcode. */
  private @Nullable String found(
      UUID shortcode, DarajaRequests.Open open, ResultMessage.Parsed result) {
    Map<String, String> told = result.parameters();
    if (!told.getOrDefault("TransactionStatus", "").equalsIgnoreCase("Completed")) {
      return null;
    }
    OptionalLong amount = result.amount();
    String credited = told.getOrDefault("CreditPartyName", "").strip().split(" ", 2)[0];
    if (!told.getOrDefault("ReceiptNo", "").equalsIgnoreCase(open.receipt())
        || amount.isEmpty()
        || !shortcodes.get(shortcode).goesBy(credited)
        || GIVES_BACK.matcher(told.getOrDefault("ReasonType", "")).find()) {
      return "the answer is not about a payment of this receipt to this shortcode";
    }
    MpesaLines.Party payer = MpesaLines.Party.of(told.getOrDefault("DebitPartyName", ""));
    recording.record(
        new Incoming(
            shortcode,
            Incoming.Door.STATUS,
            open.receipt(),
            amount.getAsLong(),
            "",
            payer.phone(),
            payer.name(),
            result.finalisedAt().orElseGet(clock::instant)),
        Optional.empty());
    return null;
  }

  /** That it was given back before is what we wanted (facts §6.2). */
  private @Nullable String reversed(DarajaRequests.Open open, ResultMessage.Parsed result) {
    Instant at = result.completedAt().orElseGet(clock::instant);
    if (result.succeeded()) {
      if (!wholly(open.receipt(), result.amount())) {
        return "another amount was given back than was paid; its line is to be explained";
      }
      boolean _ = takingBack.takenBack(open.receipt(), result.transaction(), at);
    } else if (result.code().equals(Reversals.BEFORE)) {
      boolean _ = takingBack.takenBack(open.receipt(), Reversals.BEFORE, at);
    }
    return null;
  }

  private boolean wholly(String receipt, OptionalLong given) {
    return given.isEmpty()
        || requests.paid(receipt).stream().allMatch(amount -> amount == given.getAsLong());
  }
}
