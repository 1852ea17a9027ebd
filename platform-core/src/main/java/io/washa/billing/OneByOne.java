package io.washa.billing;

import io.washa.work.DueHandler;
import io.washa.work.DueIndex;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what is due in a transaction for each subject. One that fails is put off and keeps nobody
 * behind it waiting.
 */
@Component
class OneByOne {
  private static final Logger log = LoggerFactory.getLogger(OneByOne.class);
  private static final Duration LATER = Duration.ofMinutes(5);

  private final DueIndex due;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OneByOne(DueIndex due, TransactionTemplate transaction, Clock clock) {
    this.due = due;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Handles a batch; returns how many there were. */
  int handle(String kind, Consumer<UUID> handler) {
    List<UUID> subjects =
        Objects.requireNonNull(transaction.execute(_ -> due.due(kind, DueHandler.BATCH)));
    subjects.forEach(subject -> {
      try {
        transaction.executeWithoutResult(_ -> handler.accept(subject));
      } catch (RuntimeException e) {
        log.error("{} of {} could not be done, again in five minutes", kind, subject, e);
        transaction.executeWithoutResult(_ -> due.set(kind, subject, clock.instant().plus(LATER)));
      }
    });
    return subjects.size();
  }
}
