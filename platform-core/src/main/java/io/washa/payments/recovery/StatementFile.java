package io.washa.payments.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** Reads the cells of a statement, CSV or XLSX, whichever it is by its first bytes. */
final class StatementFile {
  /** A year of a large ISP. */
  private static final int MOST_ROWS = 500_000;

  private static final int LONGEST_CELL = 500;

  private StatementFile() {}

  /** A file that cannot be read. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String sentence) {
      super(sentence);
    }
  }

  /**
   * All rows.
   *
   * @throws UnreadableException with a sentence for whoever uploaded it
   */
  static List<List<String>> rows(InputStream file) throws UnreadableException {
    try {
      PushbackInputStream stream = new PushbackInputStream(file, 4);
      byte[] start = stream.readNBytes(4);
      stream.unread(start);
      boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
      return zip ? spreadsheet(stream) : csv(stream);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException(
          "This file is neither a CSV nor an Excel file (.xlsx) that can be read.");
    }
  }

  private static List<List<String>> csv(InputStream file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      for (CSVRecord row :
          CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(reader)) {
        add(rows, row.stream().map(StatementFile::cell).toList());
      }
    }
    return rows;
  }

  private static List<List<String>> spreadsheet(InputStream file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (ReadableWorkbook workbook = new ReadableWorkbook(file);
        Stream<Row> sheet = workbook.getFirstSheet().openStream()) {
      sheet.forEach(row -> {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < row.getCellCount(); column++) {
          cells.add(cell(row.getCellText(column)));
        }
        add(rows, cells);
      });
    }
    return rows;
  }

  private static void add(List<List<String>> rows, List<String> cells) {
    if (rows.size() >= MOST_ROWS) {
      throw new UncheckedIOException(new IOException("too many rows"));
    }
    rows.add(cells);
  }

  private static String cell(String text) {
    String plain = text.replace("\uFEFF", "").replace('\0', ' ').strip();
    return plain.length() > LONGEST_CELL ? plain.substring(0, LONGEST_CELL) : plain;
  }
}
