package io.washa.payments.recovery;

import io.washa.payments.recovery.MpesaLine.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands the rows of a statement as the M-Pesa organisation portal exports it: some rows about
 * the account, a row of column names in any order, then the lines. Times are EAT. The columns are
 * those that businesses show of their exports (facts name none: a guess), found by name.
 */
final class StatementReader {
  /** Without these nothing can be booked. */
  private static final List<String> COLUMNS =
      List.of("receiptno", "completiontime", "paidin", "withdrawn");

  private static final Pattern RECEIPT = Pattern.compile("[A-Z0-9]{8,12}");
  private static final Pattern ACCOUNT = Pattern.compile("Acc\\. ?(.*)$");
  private static final Pattern FOOTER =
      Pattern.compile("(grand |sub ?)?totals?\\b.*|(opening|closing) balance\\b.*");
  private static final Pattern GENERATED =
      Pattern.compile("(.* )?(generated|exported|printed|created)\\b.*");

  /** What a spreadsheet's binary fractions add to an amount. */
  private static final BigDecimal NOISE = new BigDecimal("0.0001");

  private static final int LONGEST_AMOUNT = 40;

  private StatementReader() {}

  /** What a file turned out to be. */
  sealed interface Read {
    /**
     * A statement.
     *
     * @param shortcode the number it says it is of; "" if it says none
     * @param period what it covers, if it says so
     * @param exported when, if it says so
     * @param lines in the order of the file
     * @param problems what is the matter with it
     */
    record Statement(
        String shortcode,
        Optional<Period> period,
        Optional<Instant> exported,
        List<MpesaLine> lines,
        List<Problem> problems)
        implements Read {}

    /** Something else. */
    record NoStatement(String sentence) implements Read {}
  }

  /** From an instant until before another. */
  record Period(Instant from, Instant until) {}

  /**
   * What is the matter.
   *
   * @param row from 1; 0 for the whole file
   */
  record Problem(int row, String sentence) {}

  /** A line with the account's balance after it, if that is told. */
  private record Balanced(MpesaLine line, OptionalLong balance) {}

  /**
   * Reads.
   *
   * @param known whether there is a payment of a receipt
   */
  static Read read(UUID shortcode, List<List<String>> rows, Predicate<String> known) {
    int head = head(rows);
    if (head < 0) {
      return new Read.NoStatement(
          "No row with the columns “Receipt No.”, “Completion Time”, “Paid In” and “Withdrawn” was"
              + " found. Export the organisation statement from the M-PESA portal and upload it"
              + " unchanged.");
    }
    Columns columns = new Columns(rows.get(head));
    List<Balanced> lines = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = head + 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (columns.movedNothing(row)) {
        continue;
      }
      Optional<MpesaLine> line = line(shortcode, columns, row, known);
      line.ifPresent(read -> lines.add(new Balanced(read, cell(columns.of(row, "balance")))));
      if (line.isEmpty()) {
        problems.add(new Problem(i + 1, "receipt, time or amount cannot be read"));
      }
    }
    if (problems.isEmpty() && !addsUp(lines)) {
      problems.add(
          new Problem(
              0,
              "The lines do not lead from the first balance to the last: some are missing, or were"
                  + " read wrongly."));
    }
    List<List<String>> about = rows.subList(0, head);
    return new Read.Statement(
        value(about, label -> label.startsWith("short code")),
        StatementTimes.period(value(about, label -> label.startsWith("time period"))),
        StatementTimes.moment(value(about, label -> GENERATED.matcher(label).matches())),
        lines.stream().map(Balanced::line).toList(),
        problems);
  }

  private static int head(List<List<String>> rows) {
    for (int i = 0; i < Math.min(rows.size(), 50); i++) {
      List<String> names = rows.get(i).stream().map(Columns::name).toList();
      if (names.containsAll(COLUMNS)) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<MpesaLine> line(
      UUID shortcode, Columns columns, List<String> row, Predicate<String> known) {
    String receipt = columns.of(row, "receiptno").toUpperCase(Locale.ROOT);
    Optional<Instant> at = StatementTimes.moment(columns.of(row, "completiontime"));
    OptionalLong amount = columns.amount(row);
    if (!RECEIPT.matcher(receipt).matches() || at.isEmpty() || amount.isEmpty()) {
      return Optional.empty();
    }
    String details = columns.of(row, "details");
    Kind kind = StatementWords.kind(columns.of(row, "reasontype"), details, amount.getAsLong());
    return Optional.of(
        new MpesaLine(
            shortcode,
            receipt,
            kind,
            at.get(),
            amount.getAsLong(),
            new MpesaLine.Words(
                details, columns.of(row, "otherpartyinfo"), account(columns, row, details)),
            kind == Kind.REVERSAL
                ? StatementWords.linked(columns.of(row, "linkedtransactionid"), details, known)
                : ""));
  }

  /**
   * Whether the balances agree with the amounts. The file is in the order of time, or in its
   * reverse; lines of one second stand as M-Pesa booked them.
   */
  private static boolean addsUp(List<Balanced> lines) {
    if (lines.size() < 2) {
      return true;
    }
    boolean newestFirst =
        lines.getFirst().line().completedAt().isAfter(lines.getLast().line().completedAt());
    boolean oneMoment =
        lines.getFirst().line().completedAt().equals(lines.getLast().line().completedAt());
    return leads(newestFirst ? lines.reversed() : lines) || (oneMoment && leads(lines.reversed()));
  }

  private static boolean leads(List<Balanced> oldestFirst) {
    OptionalLong first = oldestFirst.getFirst().balance();
    OptionalLong last = oldestFirst.getLast().balance();
    if (first.isEmpty() || last.isEmpty()) {
      return true;
    }
    long moved = oldestFirst.stream().skip(1).mapToLong(line -> line.line().amount()).sum();
    return first.getAsLong() + moved == last.getAsLong();
  }

  private static String account(Columns columns, List<String> row, String details) {
    String account = columns.of(row, "acno");
    if (!account.isEmpty()) {
      return account;
    }
    Matcher inside = ACCOUNT.matcher(details);
    return inside.find() ? inside.group(1).strip() : "";
  }

  private static String value(List<List<String>> about, Predicate<String> label) {
    return about.stream()
        .filter(row -> row.size() > 1 && label.test(row.getFirst().toLowerCase(Locale.ROOT)))
        .map(row -> row.get(1))
        .findFirst()
        .orElse("");
  }

  /** Cents of a cell; empty if nothing stands there, or no amount. */
  private static OptionalLong cell(String text) {
    try {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(cents(text));
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Cents. In brackets is below 0.
   *
   * @throws NumberFormatException if it is no amount
   * @throws ArithmeticException if it has parts of a cent
   */
  private static long cents(String text) {
    String plain = text.replaceAll("[, ]|(?i:ksh|kes)\\.?", "").strip();
    if (plain.isEmpty()) {
      return 0;
    }
    if (plain.length() > LONGEST_AMOUNT) {
      throw new NumberFormatException("too long");
    }
    boolean brackets = plain.startsWith("(") && plain.endsWith(")");
    BigDecimal amount =
        new BigDecimal(brackets ? "-" + plain.substring(1, plain.length() - 1) : plain);
    BigDecimal rounded = amount.setScale(2, RoundingMode.HALF_EVEN);
    if (amount.subtract(rounded).abs().compareTo(NOISE) > 0) {
      throw new ArithmeticException("parts of a cent");
    }
    return rounded.movePointRight(2).longValueExact();
  }

  /** Where each column is. */
  private static final class Columns {
    private final Map<String, Integer> places = new HashMap<>();

    Columns(List<String> head) {
      for (int i = 0; i < head.size(); i++) {
        Integer _ = places.putIfAbsent(name(head.get(i)), i);
      }
    }

    static String name(String cell) {
      return cell.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    String of(List<String> row, String column) {
      Integer place = places.get(column);
      return place == null || place >= row.size() ? "" : row.get(place);
    }

    /** What was paid in, less what was withdrawn, which is written with and without minus. */
    OptionalLong amount(List<String> row) {
      try {
        long paidIn = cents(of(row, "paidin"));
        return paidIn < 0
            ? OptionalLong.empty()
            : OptionalLong.of(paidIn - Math.abs(cents(of(row, "withdrawn"))));
      } catch (ArithmeticException | NumberFormatException e) {
        return OptionalLong.empty();
      }
    }

    /** Declined or cancelled, of nothing, or a sum below the lines. */
    boolean movedNothing(List<String> row) {
      String status = of(row, "transactionstatus");
      boolean footer =
          row.stream().allMatch(String::isEmpty)
              || row.stream()
                  .filter(cell -> !cell.isEmpty())
                  .findFirst()
                  .filter(cell -> FOOTER.matcher(cell.toLowerCase(Locale.ROOT)).matches())
                  .isPresent();
      boolean declined = !status.isEmpty() && !status.equalsIgnoreCase("completed");
      OptionalLong amount = amount(row);
      boolean nothing =
          amount.isPresent()
              && amount.getAsLong() == 0
              && StatementTimes.moment(of(row, "completiontime")).isPresent();
      return footer || declined || nothing;
    }
  }
}
