package io.washa.payments.recovery;

import io.washa.audit.Audit;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.KnownLines.Kept;
import io.washa.payments.recovery.StatementReader.Read;
import io.washa.work.Tasks;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports a statement of the M-Pesa portal: what is not known is booked, what is known completed.
 * The same file, or one that overlaps, any number of times changes nothing more.
 */
@Component
public class StatementImport {
  private static final Logger log = LoggerFactory.getLogger(StatementImport.class);

  private final Shortcodes shortcodes;
  private final MpesaLines lines;
  private final Told told;
  private final Tasks tasks;
  private final Audit audit;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  StatementImport(
      Shortcodes shortcodes,
      MpesaLines lines,
      Told told,
      Tasks tasks,
      Audit audit,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.shortcodes = shortcodes;
    this.lines = lines;
    this.told = told;
    this.tasks = tasks;
    this.audit = audit;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What is to be imported, and for whom.
   *
   * @param unnamed whether a person says that a file which does not say so is of this shortcode
   */
  public record Order(UUID shortcode, String who, boolean unnamed) {}

  /** What became of a file. */
  public sealed interface Imported {
    /**
     * Taken in.
     *
     * @param lines those that moved money
     * @param fresh those that were not known before
     * @param problems rows that a person has to look at, as sentences
     */
    record Done(int lines, int fresh, List<String> problems) implements Imported {
      /** Copies the problems. */
      public Done {
        problems = List.copyOf(problems);
      }
    }

    /** Not taken, with a sentence for whoever uploaded it; nothing was booked. */
    record Refused(String sentence) implements Imported {}
  }

  /**
   * Imports a file that says whose it is. Outside of any transaction.
   *
   * @param progress told how many of 1000 parts are done
   */
  public Imported run(UUID shortcode, InputStream file, String who, IntConsumer progress) {
    return run(new Order(shortcode, who, false), file, progress);
  }

  /**
   * Imports. Outside of any transaction.
   *
   * @param progress told how many of 1000 parts are done
   */
  public Imported run(Order order, InputStream file, IntConsumer progress) {
    Shortcode of = shortcodes.get(order.shortcode());
    List<List<String>> rows;
    try {
      rows = StatementFile.rows(file);
    } catch (StatementFile.UnreadableException e) {
      return new Imported.Refused(String.valueOf(e.getMessage()));
    }
    return switch (StatementReader.read(order.shortcode(), rows, this::isPayment)) {
      case Read.NoStatement no -> new Imported.Refused(no.sentence());
      case Read.Statement statement when statement.shortcode().isEmpty() && !order.unnamed() ->
          new Imported.Refused(
              ("This file does not say of which PayBill or till it is. If it is of %s, say so and"
                      + " upload it again.")
                  .formatted(of.number()));
      case Read.Statement statement
          when !statement.shortcode().isEmpty() && !of.goesBy(statement.shortcode()) ->
          new Imported.Refused(
              "This statement is of %s, not of %s.".formatted(statement.shortcode(), of.number()));
      case Read.Statement statement -> take(order, statement, progress);
    };
  }

  private boolean isPayment(String receipt) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM payment WHERE receipt = ?)")
        .param(receipt)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private Imported take(Order order, Read.Statement statement, IntConsumer progress) {
    List<String> problems = new ArrayList<>();
    statement
        .problems()
        .forEach(problem ->
            problems.add(
                problem.row() == 0
                    ? problem.sentence()
                    : "Row " + problem.row() + ": " + problem.sentence()));
    int fresh = 0;
    int done = 0;
    // The portal writes the newest first; a payment must come before what takes it back.
    List<MpesaLine> oldestFirst =
        statement.lines().stream()
            .sorted(Comparator.comparing(MpesaLine::completedAt).thenComparing(MpesaLine::kind))
            .toList();
    Map<Alike, Integer> alike = new HashMap<>();
    for (MpesaLine line : oldestFirst) {
      int nth = alike.merge(Alike.of(line), 1, Integer::sum);
      fresh += take(line, nth, problems) ? 1 : 0;
      done++;
      progress.accept((int) (done * 1000L / statement.lines().size()));
    }
    int taken = fresh;
    transaction.executeWithoutResult(_ -> taken(order, statement, taken, problems));
    return new Imported.Done(statement.lines().size(), fresh, problems);
  }

  /** What lines have in common that are told apart by their number only. */
  private record Alike(String receipt, MpesaLine.Kind kind, long amount, Instant minute) {
    static Alike of(MpesaLine line) {
      return new Alike(
          line.receipt(),
          line.kind(),
          line.amount(),
          line.completedAt().truncatedTo(ChronoUnit.MINUTES));
    }
  }

  /** Whether it was not known before. */
  private boolean take(MpesaLine line, int nth, List<String> problems) {
    try {
      Kept kept = transaction.execute(_ -> lines.take(line, MpesaLines.Source.STATEMENT, nth));
      if (kept instanceof Kept.OtherAmount other) {
        problems.add(
            "%s: a statement said %s before, now it says %s"
                .formatted(line.receipt(), shillings(other.before()), shillings(line.amount())));
      } else if (nth > 1 && line.kind() == MpesaLine.Kind.PAYMENT) {
        problems.add(line.receipt() + ": stands in the file more than once");
      }
      return kept instanceof Kept.There there && there.fresh();
    } catch (RuntimeException e) {
      log.error("{} of a statement could not be booked", line, e);
      problems.add(line.receipt() + ": could not be booked; import the file again later");
      return false;
    }
  }

  private static String shillings(long minor) {
    return "KSh " + BigDecimal.valueOf(minor, 2).toPlainString();
  }

  private void taken(Order order, Read.Statement statement, int fresh, List<String> problems) {
    if (problems.isEmpty()) {
      statement
          .period()
          .ifPresent(
              period -> told.everything(order.shortcode(), period.from(), end(statement, period)));
    }
    tasks.enqueue(
        ProveDay.TYPE,
        "proof-after:" + order.shortcode(),
        new ProveDay.Yesterday(order.shortcode()));
    audit.note(
        new Audit.Deed(
            order.who(),
            "statement.imported",
            "shortcode:" + order.shortcode(),
            Map.of(
                "lines", Integer.toString(statement.lines().size()),
                "fresh", Integer.toString(fresh),
                "problems", Integer.toString(problems.size()))));
  }

  /**
   * Until when a statement told everything: not beyond its export; where it does not say when that
   * was and its period is not over, not beyond its newest line.
   */
  private Instant end(Read.Statement statement, StatementReader.Period period) {
    Instant newest =
        statement.lines().stream()
            .map(MpesaLine::completedAt)
            .max(Comparator.naturalOrder())
            .orElse(period.from());
    Instant known =
        statement
            .exported()
            .orElseGet(() -> period.until().isAfter(clock.instant()) ? newest : period.until());
    return known.isBefore(period.until()) ? known : period.until();
  }
}
