package io.washa.payments.recovery;

import io.washa.audit.Audit;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.StatementReader.Read;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private final Audit audit;
  private final TransactionTemplate transaction;

  StatementImport(
      Shortcodes shortcodes,
      MpesaLines lines,
      Told told,
      Audit audit,
      TransactionTemplate transaction) {
    this.shortcodes = shortcodes;
    this.lines = lines;
    this.told = told;
    this.audit = audit;
    this.transaction = transaction;
  }

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
   * Imports. Outside of any transaction.
   *
   * @param progress told how many of 1000 parts are done
   */
  public Imported run(UUID shortcode, InputStream file, String who, IntConsumer progress) {
    Shortcode of = shortcodes.get(shortcode);
    List<List<String>> rows;
    try {
      rows = StatementFile.rows(file);
    } catch (StatementFile.UnreadableException e) {
      return new Imported.Refused(String.valueOf(e.getMessage()));
    }
    return switch (StatementReader.read(shortcode, rows)) {
      case Read.NoStatement no -> new Imported.Refused(no.sentence());
      case Read.Statement statement
          when !statement.shortcode().isEmpty() && !of.goesBy(statement.shortcode()) ->
          new Imported.Refused(
              "This statement is of %s, not of %s.".formatted(statement.shortcode(), of.number()));
      case Read.Statement statement -> take(of, statement, who, progress);
    };
  }

  private Imported take(
      Shortcode shortcode, Read.Statement statement, String who, IntConsumer progress) {
    List<String> problems = new ArrayList<>();
    statement
        .problems()
        .forEach(problem -> problems.add("Row " + problem.row() + ": " + problem.sentence()));
    int fresh = 0;
    int done = 0;
    // The portal writes the newest first; a payment must come before what takes it back.
    List<MpesaLine> oldestFirst =
        statement.lines().stream()
            .sorted(Comparator.comparing(MpesaLine::completedAt).thenComparing(MpesaLine::kind))
            .toList();
    for (MpesaLine line : oldestFirst) {
      try {
        boolean isNew =
            Boolean.TRUE.equals(
                transaction.execute(_ -> lines.take(line, MpesaLines.Source.STATEMENT)));
        fresh += isNew ? 1 : 0;
      } catch (RuntimeException e) {
        log.error("{} of a statement could not be booked", line, e);
        problems.add(line.receipt() + ": could not be booked; import the file again later");
      }
      done++;
      progress.accept((int) (done * 1000L / statement.lines().size()));
    }
    int taken = fresh;
    transaction.executeWithoutResult(_ -> {
      if (problems.isEmpty()) {
        statement
            .period()
            .ifPresent(period -> told.note(shortcode.id(), period.from(), period.until()));
      }
      audit.note(
          new Audit.Deed(
              who,
              "statement.imported",
              "shortcode:" + shortcode.id(),
              Map.of(
                  "lines", Integer.toString(statement.lines().size()),
                  "fresh", Integer.toString(taken))));
    });
    return new Imported.Done(statement.lines().size(), fresh, problems);
  }
}
