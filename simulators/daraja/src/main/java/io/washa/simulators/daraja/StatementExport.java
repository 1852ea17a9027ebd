package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The statement as the M-Pesa organisation portal exports it, newest first. Columns and words after
 * what businesses publish about their exports (a guess where nobody has).
 */
final class StatementExport {
  private static final List<String> COLUMNS =
      List.of(
          "Receipt No.",
          "Completion Time",
          "Initiation Time",
          "Details",
          "Transaction Status",
          "Paid In",
          "Withdrawn",
          "Balance",
          "Balance Confirmed",
          "Reason Type",
          "Other Party Info",
          "Linked Transaction ID",
          "A/C No.");

  private final Books books;

  /** One line and its instant. */
  private record Line(Instant at, List<String> cells) {}

  StatementExport(Books books) {
    this.books = books;
  }

  /** All rows of the file, head included, of a period whose end does not belong to it. */
  List<List<String>> rows(Shortcode shortcode, Instant from, Instant until) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Organization Name", shortcode.businessName()));
    rows.add(List.of("Short Code", shortcode.number()));
    rows.add(List.of("Time Period", Eat.statement(from) + " - " + Eat.statement(until)));
    rows.add(List.of("Account", "Utility Account"));
    rows.add(List.of());
    rows.add(COLUMNS);
    Stream.concat(
            books.completed(shortcode.number()).stream().map(paid -> line(paid, shortcode)),
            books.moved(shortcode.number()).stream().map(StatementExport::line))
        .filter(line -> !line.at().isBefore(from) && line.at().isBefore(until))
        .sorted(Comparator.comparing(Line::at).reversed())
        .forEach(line -> rows.add(line.cells()));
    return rows;
  }

  /** The same as CSV. */
  String csv(Shortcode shortcode, Instant from, Instant until) {
    StringBuilder csv = new StringBuilder();
    for (List<String> row : rows(shortcode, from, until)) {
      csv.append(String.join(",", row.stream().map(StatementExport::quoted).toList()));
      csv.append("\r\n");
    }
    return csv.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static Line line(Transaction paid, Shortcode shortcode) {
    Transaction.Payment payment = paid.payment();
    boolean till = shortcode.type() == Shortcode.Type.TILL;
    String who = payment.msisdn() + " - " + payment.firstName();
    String details =
        till
            ? "Merchant Payment from " + who
            : "Pay Bill from " + who + " Acc. " + payment.account();
    return new Line(
        paid.at(),
        cells(
            paid.receipt(),
            paid.at(),
            details,
            List.of(
                money(payment.amount()),
                "",
                money(paid.balanceAfter()),
                till ? "Merchant Payment Online" : "Pay Bill Online",
                who,
                "",
                payment.account())));
  }

  private static Line line(Movement movement) {
    boolean in = movement.amount() > 0;
    return new Line(
        movement.at(),
        cells(
            movement.receipt(),
            movement.at(),
            movement.details(),
            List.of(
                in ? money(movement.amount()) : "",
                in ? "" : money(movement.amount()),
                money(movement.balanceAfter()),
                movement.kind().reasonType(),
                "",
                movement.linked(),
                "")));
  }

  /** The last seven: paid in, withdrawn, balance, reason type, other party, linked, account. */
  private static List<String> cells(String receipt, Instant at, String details, List<String> last) {
    List<String> cells = new ArrayList<>();
    cells.add(receipt);
    cells.add(Eat.statement(at));
    cells.add(Eat.statement(at));
    cells.add(details);
    cells.add("Completed");
    cells.addAll(last.subList(0, 3));
    cells.add("true");
    cells.addAll(last.subList(3, 7));
    return cells;
  }

  private static String money(long shillings) {
    return String.format(Locale.ENGLISH, "%,d.00", shillings);
  }
}
