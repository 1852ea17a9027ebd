package io.washa.simulators.daraja;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A statement as the file that the organisation portal exports. */
final class StatementFile {
  private static final int PAID_IN = StatementLine.COLUMNS.indexOf("Paid In");
  private static final int BALANCE = StatementLine.COLUMNS.indexOf("Balance");

  private StatementFile() {}

  /**
   * How the file is written.
   *
   * @param noise with lines that moved nothing: a declined one, one of 0, and a row of totals
   * @param dayNumbers the times of a spreadsheet are numbers of days, as its real dates are
   */
  record Style(boolean noise, boolean dayNumbers) {
    static final Style PLAIN = new Style(false, false);
  }

  static String csv(Statement statement, Style style) {
    StringBuilder csv = new StringBuilder();
    statement.header().forEach(row -> append(csv, row));
    csv.append("\r\n");
    append(csv, StatementLine.COLUMNS);
    rows(statement, style).forEach(row -> append(csv, row));
    return csv.toString();
  }

  private static List<List<String>> rows(Statement statement, Style style) {
    List<List<String>> rows = new ArrayList<>();
    statement.lines().forEach(line -> rows.add(line.cells()));
    if (style.noise()) {
      rows.add(nothing("Declined", "10.00", statement));
      rows.add(nothing("Completed", "0.00", statement));
      rows.add(List.of("Total", "", "", "", "", total(statement, true), total(statement, false)));
    }
    return rows;
  }

  private static List<String> nothing(String status, String amount, Statement statement) {
    String at = Eat.portal(statement.from());
    return List.of("XXXXXXXXX0", at, at, "Pay Bill from 254700000000 - N", status, amount);
  }

  private static String total(Statement statement, boolean in) {
    return statement.lines().stream()
        .map(line -> in ? line.paidIn() : line.withdrawn())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .toPlainString();
  }

  private static void append(StringBuilder csv, List<String> row) {
    csv.append(row.stream().map(StatementFile::quoted).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** The same rows as a workbook of one sheet; amounts are numbers, everything else is text. */
  static byte[] xlsx(Statement statement, Style style) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Portal", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Statement");
      int row = 0;
      for (List<String> cells : statement.header()) {
        text(sheet, row++, cells);
      }
      row++;
      text(sheet, row++, StatementLine.COLUMNS);
      for (List<String> cells : rows(statement, style)) {
        line(sheet, row++, cells, style);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void text(Worksheet sheet, int row, List<String> cells) {
    for (int column = 0; column < cells.size(); column++) {
      sheet.value(row, column, cells.get(column));
    }
  }

  private static void line(Worksheet sheet, int row, List<String> cells, Style style) {
    for (int column = 0; column < cells.size(); column++) {
      boolean number = column >= PAID_IN && column <= BALANCE && !cells.get(column).isEmpty();
      if (style.dayNumbers() && (column == 1 || column == 2) && !cells.get(column).isEmpty()) {
        sheet.value(row, column, Eat.dayNumber(cells.get(column)));
      } else if (number) {
        sheet.value(row, column, new BigDecimal(cells.get(column)));
      } else {
        sheet.value(row, column, cells.get(column));
      }
    }
  }
}
