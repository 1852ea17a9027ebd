package io.washa.simulators.daraja;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A statement as the file that the organisation portal exports. */
final class StatementFile {
  private static final int PAID_IN = StatementLine.COLUMNS.indexOf("Paid In");
  private static final int BALANCE = StatementLine.COLUMNS.indexOf("Balance");

  private StatementFile() {}

  static String csv(Statement statement) {
    StringBuilder csv = new StringBuilder();
    statement.header().forEach(row -> append(csv, row));
    csv.append("\r\n");
    append(csv, StatementLine.COLUMNS);
    statement.lines().forEach(line -> append(csv, line.cells()));
    return csv.toString();
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
  static byte[] xlsx(Statement statement) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Portal", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Statement");
      int row = 0;
      for (List<String> cells : statement.header()) {
        text(sheet, row++, cells);
      }
      row++;
      text(sheet, row++, StatementLine.COLUMNS);
      for (StatementLine line : statement.lines()) {
        line(sheet, row++, line);
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

  private static void line(Worksheet sheet, int row, StatementLine line) {
    List<String> cells = line.cells();
    for (int column = 0; column < cells.size(); column++) {
      boolean number = column >= PAID_IN && column <= BALANCE && !cells.get(column).isEmpty();
      if (number) {
        sheet.value(row, column, new BigDecimal(cells.get(column)));
      } else {
        sheet.value(row, column, cells.get(column));
      }
    }
  }
}
