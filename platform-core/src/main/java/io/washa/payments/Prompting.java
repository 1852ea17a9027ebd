package io.washa.payments;

import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.PromptOutcome;
import io.washa.payments.daraja.PushRequest;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.work.Tasks;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prompts a phone for the price of a plan. The intent is committed before Safaricom is called and
 * carries its own callback path, so that whatever overtakes or crashes, the answer finds it.
 */
@Component
public class Prompting {
  private static final Logger log = LoggerFactory.getLogger(Prompting.class);
  private static final String BUSY =
      "M-Pesa is busy at the moment. Please try again in a minute, or pay by PayBill.";

  private final Shortcodes shortcodes;
  private final Intents intents;
  private final DarajaClient daraja;
  private final CallbackPaths paths;
  private final Tasks tasks;
  private final TransactionTemplate transaction;

  Prompting(
      Shortcodes shortcodes,
      Intents intents,
      DarajaClient daraja,
      CallbackPaths paths,
      Tasks tasks,
      TransactionTemplate transaction) {
    this.shortcodes = shortcodes;
    this.intents = intents;
    this.daraja = daraja;
    this.paths = paths;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /**
   * Prompts, or points to the prompt that is open for the same service and plan. Takes as long as
   * Safaricom takes to answer; call it outside of any transaction.
   */
  public PromptAnswer prompt(PromptRequest request) {
    Optional<Shortcode> shortcode = shortcodes.primary();
    if (shortcode.isEmpty()) {
      return new PromptAnswer.NotSetUp();
    }
    Intents.Opened opened =
        Objects.requireNonNull(transaction.execute(_ -> openWatched(shortcode.get(), request)));
    return opened.fresh()
        ? push(shortcode.get(), opened.id())
        : new PromptAnswer.AlreadyOpen(opened.id());
  }

  private Intents.Opened openWatched(Shortcode shortcode, PromptRequest request) {
    Intents.Opened opened = intents.open(shortcode.id(), request);
    if (opened.fresh()) {
      WatchPrompt.enqueue(tasks, opened.id(), 0);
    }
    return opened;
  }

  private PromptAnswer push(Shortcode shortcode, UUID id) {
    Intents.Intent intent =
        Objects.requireNonNull(transaction.execute(_ -> intents.lock(id).orElseThrow()));
    PromptOutcome outcome =
        daraja.push(
            shortcode,
            new PushRequest(
                intent.phone(),
                intent.amount() / 100,
                intent.reference(),
                "Internet",
                paths.stk(shortcode, id)));
    return Objects.requireNonNull(transaction.execute(_ -> note(id, outcome)));
  }

  private PromptAnswer note(UUID id, PromptOutcome outcome) {
    return switch (outcome) {
      case PromptOutcome.Accepted accepted -> {
        intents.accepted(id, accepted.merchantRequestId(), accepted.checkoutRequestId());
        yield new PromptAnswer.Sent(id);
      }
      case PromptOutcome.Unknown unknown -> {
        log.warn("whether prompt {} was sent is not known: {}", id, unknown.reason());
        intents.perhapsSent(id);
        yield new PromptAnswer.Sent(id);
      }
      case PromptOutcome.Refused refused -> {
        log.warn("prompt {} was refused: {}", id, refused.forStaff());
        intents.failed(id, "refused", refused.forPeople().english());
        yield new PromptAnswer.Refused(id, refused.forPeople().english());
      }
      case PromptOutcome.TryLater later -> {
        log.warn("prompt {} was not taken: {}", id, later.reason());
        intents.failed(id, "later", BUSY);
        yield new PromptAnswer.Refused(id, BUSY);
      }
    };
  }
}
