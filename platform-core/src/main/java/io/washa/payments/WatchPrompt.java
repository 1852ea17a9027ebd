package io.washa.payments;

import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.QueryOutcome;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.matching.Matching;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks Safaricom how a prompt ended, in case nobody tells us. First after twenty seconds, then less
 * and less often; after three minutes without an end a new prompt is allowed, after a quarter of an
 * hour the asking ends (facts: Daraja §4).
 */
@Component
class WatchPrompt implements TaskHandler<WatchPrompt.Look> {
  static final TaskType<Look> TYPE = new TaskType<>("watch-prompt", Look.class, 50);
  private static final Logger log = LoggerFactory.getLogger(WatchPrompt.class);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(20),
          Duration.ofSeconds(25),
          Duration.ofSeconds(40),
          Duration.ofSeconds(50),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          Duration.ofMinutes(4),
          Duration.ofMinutes(6));

  private final Intents intents;
  private final Shortcodes shortcodes;
  private final DarajaClient daraja;
  private final Recording recording;
  private final Matching matching;
  private final Tasks tasks;
  private final TransactionTemplate transaction;
  private final Clock clock;

  WatchPrompt(
      Intents intents,
      Shortcodes shortcodes,
      DarajaClient daraja,
      Recording recording,
      Matching matching,
      Tasks tasks,
      TransactionTemplate transaction,
      Clock clock) {
    this.intents = intents;
    this.shortcodes = shortcodes;
    this.daraja = daraja;
    this.recording = recording;
    this.matching = matching;
    this.tasks = tasks;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * One look at a prompt.
   *
   * @param attempt from 0
   */
  record Look(UUID intent, int attempt) {}

  static void enqueue(Tasks tasks, UUID intent, int attempt) {
    if (attempt < PAUSES.size()) {
      tasks.enqueueIn(PAUSES.get(attempt), TYPE, intent + ":" + attempt, new Look(intent, attempt));
    }
  }

  @Override
  public TaskType<Look> type() {
    return TYPE;
  }

  @Override
  public void handle(Look look) {
    Optional<Intents.Intent> found =
        Objects.requireNonNull(transaction.execute(_ -> intents.lock(look.intent())));
    if (found.isEmpty() || found.get().ended()) {
      return;
    }
    Intents.Intent intent = found.get();
    String checkout = intent.checkoutRequestId();
    QueryOutcome outcome =
        checkout == null
            ? new QueryOutcome.NotYetKnown()
            : daraja.query(shortcodes.get(intent.shortcode()), checkout);
    transaction.executeWithoutResult(_ -> settle(look, outcome));
  }

  private void settle(Look look, QueryOutcome outcome) {
    Intents.Intent intent = intents.lock(look.intent()).orElseThrow();
    intents.queried(intent.id());
    if (intent.ended()) {
      return;
    }
    switch (outcome) {
      case QueryOutcome.Paid _ -> paid(intent);
      case QueryOutcome.Failed failed ->
          intents.failed(intent.id(), failed.code().code(), failed.text());
      case QueryOutcome.Pending _, QueryOutcome.NotYetKnown _, QueryOutcome.TryLater _ ->
          later(look, intent);
      case QueryOutcome.NeedsReview review -> {
        log.warn("prompt {} has the unknown result {}", intent.id(), review.code());
        later(look, intent);
      }
    }
  }

  private void paid(Intents.Intent intent) {
    recording.record(
        new Incoming(
            intent.shortcode(),
            Incoming.Door.QUERY,
            null,
            intent.amount(),
            intent.reference(),
            intent.phone(),
            "",
            clock.instant()),
        matching.lockIntent(intent.id()));
    intents.paid(intent.id());
  }

  private void later(Look look, Intents.Intent intent) {
    if (intent.old()) {
      intents.unknown(intent.id());
    }
    enqueue(tasks, look.intent(), look.attempt() + 1);
  }
}
