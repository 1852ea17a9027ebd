package io.washa.payments.recovery;

import io.washa.payments.recovery.MpesaLine.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands the rows of a statement as the M-Pesa organisation portal exports it: some rows about
 * the account, a row of column names in any order, then the lines. Times are EAT. The columns are
 * those that businesses show of their exports (facts name none: a guess), found by name.
 */
final class StatementReader {
  private static final ZoneOffset EAT = ZoneOffset.ofHours(3);
  private static final List<DateTimeFormatter> TIMES =
      List.of(
          DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm:ss"),
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"),
          DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss"),
          DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss"),
          DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm"),
          DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm"));
  private static final Pattern PERIOD = Pattern.compile("(\\S+ \\S+)\\s+(?:-|to)\\s+(\\S+ \\S+)");
  private static final Pattern RECEIPT = Pattern.compile("[A-Z0-9]{8,12}");
  private static final Pattern RECEIPT_INSIDE = Pattern.compile("\\b[A-Z]{2}[A-Z0-9]{8}\\b");
  private static final Pattern ACCOUNT = Pattern.compile("Acc\\. ?(.*)$");

  private StatementReader() {}

  /** What a file turned out to be. */
  sealed interface Read {
    /**
     * A statement.
     *
     * @param shortcode the number it says it is of; "" if it says none
     * @param period what it covers, if it says so
     * @param problems rows that could not be understood, with their numbers from 1
     */
    record Statement(
        String shortcode, Optional<Period> period, List<MpesaLine> lines, List<Problem> problems)
        implements Read {}

    /** Something else. */
    record NoStatement(String sentence) implements Read {}
  }

  /** From an instant until before another. */
  record Period(Instant from, Instant until) {}

  /** A row that could not be understood. */
  record Problem(int row, String sentence) {}

  static Read read(UUID shortcode, List<List<String>> rows) {
    int head = head(rows);
    if (head < 0) {
      return new Read.NoStatement(
          "No row with the columns “Receipt No.” and “Completion Time” was found. Export the"
              + " organisation statement from the M-PESA portal and upload it unchanged.");
    }
    Columns columns = new Columns(rows.get(head));
    List<MpesaLine> lines = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = head + 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (row.stream().allMatch(String::isEmpty) || !columns.completed(row)) {
        continue;
      }
      Optional<MpesaLine> line = line(shortcode, columns, row);
      line.ifPresent(lines::add);
      if (line.isEmpty()) {
        problems.add(new Problem(i + 1, "receipt, time or amount cannot be read"));
      }
    }
    List<List<String>> about = rows.subList(0, head);
    return new Read.Statement(value(about, "short code"), period(about), lines, problems);
  }

  private static int head(List<List<String>> rows) {
    for (int i = 0; i < Math.min(rows.size(), 50); i++) {
      List<String> names = rows.get(i).stream().map(Columns::name).toList();
      if (names.contains("receiptno") && names.contains("completiontime")) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<MpesaLine> line(UUID shortcode, Columns columns, List<String> row) {
    String receipt = columns.of(row, "receiptno").toUpperCase(Locale.ROOT);
    Optional<Instant> at = time(columns.of(row, "completiontime"));
    OptionalLong amount = amount(columns.of(row, "paidin"), columns.of(row, "withdrawn"));
    if (!RECEIPT.matcher(receipt).matches() || at.isEmpty() || amount.isEmpty()) {
      return Optional.empty();
    }
    String details = columns.of(row, "details");
    Kind kind = kind(details + " " + columns.of(row, "reasontype"), amount.getAsLong());
    return Optional.of(
        new MpesaLine(
            shortcode,
            receipt,
            kind,
            at.get(),
            amount.getAsLong(),
            new MpesaLine.Words(
                details, columns.of(row, "otherpartyinfo"), account(columns, row, details)),
            kind == Kind.REVERSAL ? linked(columns, row, details) : ""));
  }

  /** By its words, for a statement has no codes. What is none of these is for a person. */
  private static Kind kind(String words, long amount) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.contains("charge") || text.contains("fee")) {
      return Kind.CHARGE;
    }
    if (text.contains("bank") || text.contains("settlement") || text.contains("withdraw")) {
      return amount < 0 ? Kind.WITHDRAWAL : Kind.DEPOSIT;
    }
    if (text.contains("reversal")) {
      return Kind.REVERSAL;
    }
    boolean fromCustomer =
        text.contains("pay bill")
            || text.contains("paybill")
            || text.contains("merchant payment")
            || text.contains("buy goods")
            || text.contains("pay utility")
            || text.contains("customer");
    return amount > 0 && fromCustomer ? Kind.PAYMENT : Kind.OTHER;
  }

  private static String account(Columns columns, List<String> row, String details) {
    String account = columns.of(row, "acno");
    if (!account.isEmpty()) {
      return account;
    }
    Matcher inside = ACCOUNT.matcher(details);
    return inside.find() ? inside.group(1).strip() : "";
  }

  private static String linked(Columns columns, List<String> row, String details) {
    String linked = columns.of(row, "linkedtransactionid").toUpperCase(Locale.ROOT);
    if (!linked.isEmpty()) {
      return linked;
    }
    Matcher inside = RECEIPT_INSIDE.matcher(details);
    return inside.find() ? inside.group() : "";
  }

  private static Optional<Period> period(List<List<String>> about) {
    Matcher period = PERIOD.matcher(value(about, "time period"));
    if (!period.find()) {
      return Optional.empty();
    }
    Optional<Instant> from = time(period.group(1));
    Optional<Instant> until = time(period.group(2));
    return from.isPresent() && until.isPresent() && from.get().isBefore(until.get())
        ? Optional.of(new Period(from.get(), until.get()))
        : Optional.empty();
  }

  private static String value(List<List<String>> about, String label) {
    return about.stream()
        .filter(row -> row.size() > 1 && row.getFirst().toLowerCase(Locale.ROOT).startsWith(label))
        .map(row -> row.get(1))
        .findFirst()
        .orElse("");
  }

  private static Optional<Instant> time(String text) {
    for (DateTimeFormatter format : TIMES) {
      try {
        return Optional.of(LocalDateTime.parse(text, format).toInstant(EAT));
      } catch (DateTimeException e) {
        // The next one, then.
      }
    }
    return Optional.empty();
  }

  /** Cents: what was paid in, less what was withdrawn, which is written with and without minus. */
  private static OptionalLong amount(String in, String out) {
    try {
      long cents = cents(in) - Math.abs(cents(out));
      return cents == 0 ? OptionalLong.empty() : OptionalLong.of(cents);
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long cents(String text) {
    String plain = text.replace(",", "").strip();
    return plain.isEmpty() || plain.length() > 20
        ? 0
        : new BigDecimal(plain).movePointRight(2).longValueExact();
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

    /** Lines that were declined or cancelled moved nothing. */
    boolean completed(List<String> row) {
      String status = of(row, "transactionstatus");
      return status.isEmpty() || status.equalsIgnoreCase("completed");
    }
  }
}
