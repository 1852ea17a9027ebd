package io.washa.payments.recovery;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.recovery.StatementImport.Imported;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The portal's statement, laid beside the books. */
@CoreTest
class StatementImportTest {
  private final World world;
  private final JdbcClient jdbc;
  private final StatementImport statements;
  private final DailyProof proof;
  private final Clock clock;
  private Isp isp;
  private Isp.ASubscriber mary;
  private String number;

  StatementImportTest(
      World world, JdbcClient jdbc, StatementImport statements, DailyProof proof, Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.statements = statements;
    this.proof = proof;
    this.clock = clock;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
    number = isp.payBill().number();
  }

  @Test
  void everyKindOfLineIsBookedOnceAndTheDifferenceIsZero() {
    String told = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    Safaricom.faults(number, Map.of("callback", "drop"));
    String lost = Safaricom.paysPayBill(number, mary.account().digits(), "40");
    String back = Safaricom.paysPayBill(number, "no such account", "500");
    String _ = Safaricom.takes(number, "charge", told, "1");
    String _ = Safaricom.takes(number, "withdrawal", "", "30");
    String _ = Safaricom.reverses(back);

    assertThat(imported(Safaricom.export(number)))
        .isEqualTo(new Imported.Done(6, 6, java.util.List.of()));
    assertThat(imported(Safaricom.export(number)))
        .isEqualTo(new Imported.Done(6, 0, java.util.List.of()));

    eventually("the lost one renewed", () -> count("SELECT count(*) FROM period") >= 2);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1100'"))
        .isEqualTo((20 + 40 - 1 - 30) * 100L);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '5100'")).isEqualTo(100);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1150'")).isEqualTo(3000);
    assertThat(count("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '2200'"))
        .isZero();
    assertThat(count("SELECT sum(amount) FROM posting")).isZero();
    assertThat(count("SELECT count(*) FROM payment WHERE reversal IS NOT NULL")).isEqualTo(1);
    DailyProof.Proof today = today();
    assertThat(today.difference()).isZero();
    assertThat(today.findings()).isEmpty();
    assertThat(today.mpesa()).isEqualTo((20 + 40 - 1 - 30) * 100L);
    assertThat(lost).isNotEmpty();
  }

  @Test
  void theSameAsASpreadsheetIsTheSame() throws IOException {
    String _ = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    Safaricom.faults(number, Map.of("callback", "drop"));
    String _ = Safaricom.paysPayBill(number, "=cmd|' /C calc'!A0", "40");

    assertThat(imported(spreadsheet(Safaricom.export(number))))
        .isEqualTo(new Imported.Done(2, 2, java.util.List.of()));
    assertThat(imported(Safaricom.export(number)))
        .isEqualTo(new Imported.Done(2, 0, java.util.List.of()));
    assertThat(today().difference()).isZero();
  }

  @Test
  void aWrongStatementIsSaidToBeWrongAndTheRightOneHealsWhatItTold() {
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    eventually("told", () -> count("SELECT count(*) FROM payment") == 1);
    String right = Safaricom.export(number);

    Imported _ = imported(right.replace("20.00", "2000.00"));
    assertThat(today().difference()).isEqualTo(198_000);

    Imported _ = imported(right);
    assertThat(today().difference()).isZero();
    assertThat(today().findings()).isEmpty();
    assertThat(receipt).isNotEmpty();
  }

  @Test
  void aReversalThatNobodyKnewIsTakenFromTheSubscriberWithWhatItPaidFor() {
    String receipt = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    String _ = Safaricom.reverses(receipt);

    assertThat(imported(Safaricom.export(number))).isInstanceOf(Imported.Done.class);

    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '4100'")).isZero();
    assertThat(today().difference()).isZero();
  }

  @Test
  void anotherShortcodesStatementIsRefusedAndOursIsTaken() {
    String _ = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    Isp other = world.anIsp();
    String theirs = Safaricom.export(other.payBill().number());

    assertThat(imported(theirs))
        .isEqualTo(
            new Imported.Refused(
                "This statement is of %s, not of %s.".formatted(other.payBill().number(), number)));
    assertThat(imported(Safaricom.export(number))).isInstanceOf(Imported.Done.class);
  }

  @Test
  void whatIsNoStatementIsRefusedWithASentence() {
    assertThat(imported("a,b\n1,2\n"))
        .isInstanceOfSatisfying(
            Imported.Refused.class,
            refused -> assertThat(refused.sentence()).contains("Receipt No."));
    assertThat(imported(new byte[] {'P', 'K', 3, 4, 0, 0}))
        .isInstanceOfSatisfying(
            Imported.Refused.class, refused -> assertThat(refused.sentence()).contains(".xlsx"));
  }

  @Test
  void aRowThatCannotBeReadIsToldAndTheOthersAreTaken() {
    String _ = Safaricom.paysPayBill(number, mary.account().digits(), "20");
    String csv =
        Safaricom.export(number) + "UKN1ABCDEF,yesterday,,Pay Bill,Completed,5.00,,,,,,,\n";

    assertThat(imported(csv))
        .isEqualTo(
            new Imported.Done(
                1, 1, java.util.List.of("Row 7: receipt, time or amount cannot be read")));
  }

  private Imported imported(String csv) {
    return imported(csv.getBytes(StandardCharsets.UTF_8));
  }

  private Imported imported(byte[] file) {
    return isp.asks(() ->
        statements.run(
            isp.payBill().id(), new ByteArrayInputStream(file), "owner@example", _ -> {}));
  }

  private static byte[] spreadsheet(String csv) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Statement");
      int row = 0;
      for (CSVRecord record :
          CSVFormat.DEFAULT
              .builder()
              .setIgnoreEmptyLines(false)
              .get()
              .parse(new StringReader(csv))) {
        for (int column = 0; column < record.size(); column++) {
          sheet.value(row, column, record.get(column));
        }
        row++;
      }
    }
    return out.toByteArray();
  }

  private DailyProof.Proof today() {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneId.of("Africa/Nairobi"));
    return isp.asks(() -> proof.of(isp.payBill().id(), day));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
