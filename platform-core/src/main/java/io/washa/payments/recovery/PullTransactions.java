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

  private static final int MOST_PAGES = 500;

  /** Safaricom's pages have about a hundred rows (Daraja portal); a shorter one is the last. */
  private static final int FULL_PAGE = 100;

  /** What M-Pesa may not show at once; the next window sees it (a guess). */
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(2);

  /** What every look overlaps with the one before. */
  private static final Duration LEAST = Duration.ofHours(1);

  /** Safaricom forgets after 48 hours, and its clock is not ours. */
  static final Duration ALL = Duration.ofDays(2).minusMinutes(5);

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

  /**
   * How far back to look.
   *
   * @param back at least; further if there was no complete look for longer
   */
  public record Window(UUID shortcode, Duration back) {}

  /** What a look brought. */
  public sealed interface Looked {
    /**
     * All rows were read.
     *
     * @param found those that no other door had told of
     */
    record Done(int rows, int found) implements Looked {}

    /** Some rows could not be read or booked: this time is not told yet. */
    record Partly(int rows, int found, String trouble) implements Looked {}

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
      case Looked.Partly partly ->
          log.error("{} pulled lines, and trouble: {}", partly.rows(), partly.trouble());
      // The next round looks further back than this one: no retry of its own.
      case Looked.NotNow notNow -> log.warn("nothing was pulled: {}", notNow.reason());
      case Looked.Refused refused -> log.error("Pull was refused: {}", refused.forStaff());
    }
  }

  /** Looks now. Outside of any transaction. */
  public Looked look(Window window) {
    Shortcode shortcode = shortcodes.get(window.shortcode());
    Instant now = clock.instant();
    Duration least = window.back().compareTo(LEAST) < 0 ? LEAST : window.back();
    Duration back = least.compareTo(ALL) >= 0 ? ALL : told.gap(shortcode.id(), now, least, ALL);
    Look look = new Look(shortcode, now.minus(back), now);
    for (int page = 0; page < MOST_PAGES; page++) {
      switch (daraja.pull(shortcode, look.from, look.until(), look.rows)) {
        case PullOutcome.Page read -> {
          take(look, read);
          // An empty one is the end for certain. A short one is, too, but asking once more is
          // cheap, and Safaricom's pages are only said to have a hundred rows.
          if (read.rows().isEmpty() && read.unreadable() == 0) {
            return ended(look);
          }
        }
        // Said for nothing more, and for trouble: after a short page it is the former.
        case PullOutcome.NothingOrTrouble said -> {
          return look.rows > 0 && look.lastPage < FULL_PAGE
              ? ended(look)
              : new Looked.NotNow(said.reason());
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

  /** One look as it goes on. */
  private static final class Look {
    private final Shortcode shortcode;
    private final Instant from;
    private final Instant now;
    private int rows;
    private int lastPage;
    private int found;
    private int unreadable;
    private int failed;

    Look(Shortcode shortcode, Instant from, Instant now) {
      this.shortcode = shortcode;
      this.from = from;
      this.now = now;
    }

    /** Safaricom's times have no fractions: the present second is to be in. */
    Instant until() {
      return now.plusSeconds(1);
    }
  }

  private Looked ended(Look look) {
    if (look.unreadable + look.failed > 0) {
      return new Looked.Partly(
          look.rows,
          look.found,
          "%d rows could not be read, %d not booked".formatted(look.unreadable, look.failed));
    }
    transaction.executeWithoutResult(
        _ -> told.payments(look.shortcode.id(), look.from, look.now.minus(SHOWN_WITHIN)));
    return new Looked.Done(look.rows, look.found);
  }

  private void take(Look look, PullOutcome.Page page) {
    Set<String> seen = transaction.execute(_ -> lines.known(look.shortcode.id(), receipts(page)));
    for (Pulled row : page.rows()) {
      if (seen == null || !seen.contains(row.receipt())) {
        take(look, row);
      }
    }
    look.lastPage = page.rows().size() + page.unreadable();
    look.rows += look.lastPage;
    look.unreadable += page.unreadable();
  }

  private static List<String> receipts(PullOutcome.Page page) {
    return page.rows().stream().map(Pulled::receipt).toList();
  }

  /** One transaction for each row: a bad one does not take the others with it. */
  private void take(Look look, Pulled row) {
    MpesaLine line =
        new MpesaLine(
            look.shortcode.id(),
            row.receipt(),
            MpesaLine.Kind.PAYMENT,
            row.at().orElse(look.now),
            row.amount(),
            new MpesaLine.Words(
                "Pull", row.payer().msisdn() + " - " + row.payer().name(), row.account()),
            "");
    try {
      KnownLines.Kept kept = transaction.execute(_ -> lines.take(line, MpesaLines.Source.PULL, 1));
      look.found += kept instanceof KnownLines.Kept.There there && there.fresh() ? 1 : 0;
    } catch (RuntimeException e) {
      log.error("{} that was pulled could not be booked", line, e);
      look.failed++;
    }
  }
}
