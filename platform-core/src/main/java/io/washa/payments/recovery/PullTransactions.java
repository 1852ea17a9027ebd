package io.washa.payments.recovery;

import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.PullOutcome;
import io.washa.payments.daraja.PullOutcome.Pulled;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks M-Pesa what was paid to a shortcode, and books what nobody told. Windows overlap, so that a
 * payment that M-Pesa shows late is seen by the next one; the same row any number of times is one
 * payment.
 */
@Component
public class PullTransactions implements TaskHandler<PullTransactions.Window> {
  static final TaskType<Window> TYPE = new TaskType<>("pull-transactions", Window.class, 50);
  private static final Logger log = LoggerFactory.getLogger(PullTransactions.class);

  /** Safaricom's pages have about a hundred rows; where they end is told by an empty one. */
  private static final int MOST_PAGES = 500;

  /** What M-Pesa may not show at once; the next window sees it (a guess). */
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(2);

  private final DarajaClient daraja;
  private final Shortcodes shortcodes;
  private final MpesaLines lines;
  private final Told told;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PullTransactions(
      DarajaClient daraja,
      Shortcodes shortcodes,
      MpesaLines lines,
      Told told,
      TransactionTemplate transaction,
      Clock clock) {
    this.daraja = daraja;
    this.shortcodes = shortcodes;
    this.lines = lines;
    this.told = told;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** How far back to look. */
  public record Window(UUID shortcode, Duration back) {}

  /** What a look brought. */
  public sealed interface Looked {
    /**
     * All rows were read.
     *
     * @param found those that no other door had told of
     */
    record Done(int rows, int found) implements Looked {}

    /** Not possible now; tried again at the next round. */
    record NotNow(String reason) implements Looked {}

    /** Not possible until staff change something. */
    record Refused(String forStaff) implements Looked {}
  }

  @Override
  public TaskType<Window> type() {
    return TYPE;
  }

  @Override
  public void handle(Window window) {
    switch (look(window)) {
      case Looked.Done done when done.found() > 0 ->
          log.info("{} of {} pulled lines were not known", done.found(), done.rows());
      case Looked.Done _ -> {}
      // The next round looks further back than this one: no retry of its own.
      case Looked.NotNow notNow -> log.warn("nothing was pulled: {}", notNow.reason());
      case Looked.Refused refused -> log.error("Pull was refused: {}", refused.forStaff());
    }
  }

  /** Looks now. Outside of any transaction. */
  public Looked look(Window window) {
    Shortcode shortcode = shortcodes.get(window.shortcode());
    Instant now = clock.instant();
    Instant from = now.minus(window.back());
    // Safaricom's times have no fractions: the present second is to be in.
    Instant until = now.plusSeconds(1);
    int rows = 0;
    int found = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      switch (daraja.pull(shortcode, from, until, rows)) {
        case PullOutcome.Page read -> {
          if (read.rows().isEmpty() && read.unreadable() == 0) {
            transaction.executeWithoutResult(
                _ -> told.note(shortcode.id(), from, now.minus(SHOWN_WITHIN)));
            return new Looked.Done(rows, found);
          }
          Set<String> seen = transaction.execute(_ -> lines.known(shortcode.id(), receipts(read)));
          for (Pulled row : read.rows()) {
            if (seen != null && seen.contains(row.receipt())) {
              continue;
            }
            found += take(shortcode, row, until) ? 1 : 0;
          }
          rows += read.rows().size() + read.unreadable();
        }
        case PullOutcome.Refused refused -> {
          return new Looked.Refused(refused.forStaff());
        }
        case PullOutcome.TryLater later -> {
          return new Looked.NotNow(later.reason());
        }
      }
    }
    return new Looked.NotNow("more than " + MOST_PAGES + " pages");
  }

  private static List<String> receipts(PullOutcome.Page page) {
    return page.rows().stream().map(Pulled::receipt).toList();
  }

  /** One transaction for each row: a bad one does not take the others with it. */
  private boolean take(Shortcode shortcode, Pulled row, Instant now) {
    MpesaLine line =
        new MpesaLine(
            shortcode.id(),
            row.receipt(),
            MpesaLine.Kind.PAYMENT,
            row.at().orElse(now),
            row.amount(),
            new MpesaLine.Words(
                "Pull", row.payer().msisdn() + " - " + row.payer().name(), row.account()),
            "");
    return Boolean.TRUE.equals(transaction.execute(_ -> lines.take(line, MpesaLines.Source.PULL)));
  }
}
