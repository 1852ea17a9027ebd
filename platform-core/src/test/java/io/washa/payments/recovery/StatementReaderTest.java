package io.washa.payments.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.recovery.MpesaLine.Kind;
import io.washa.payments.recovery.StatementReader.Read;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows of a statement mean, whatever people write into them. */
class StatementReaderTest {
  private static final List<String> COLUMNS =
      List.of(
          "Receipt No.",
          "Completion Time",
          "Details",
          "Transaction Status",
          "Paid In",
          "Withdrawn",
          "Balance",
          "Reason Type",
          "Linked Transaction ID");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pay Bill from 254712345678 - JANE BANK Acc. internet fee",
        "Pay Bill from 254712345678 - JOHN COFFEE Acc. 100017",
        "Pay Bill from 2547*****678 - ANN Acc. reversal",
        "Pay Bill Online from 254712345678 - WITHDRAW CHARGES Acc. bank settlement",
        "Customer Merchant Payment from 254712345678 - REVERSAL OF UKN1ABCDEF",
        "Buy Goods from 254712345678 - MR TARIFF"
      })
  void whatPeopleWriteDoesNotMakeAPaymentAnythingElse(String details) {
    assertThat(StatementWords.kind("", details, 2000)).isEqualTo(Kind.PAYMENT);
    assertThat(StatementWords.kind("Pay Bill", details, 2000)).isEqualTo(Kind.PAYMENT);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Pay Bill Charge, -55, CHARGE",
    "'', Pay Bill Charge Reversal, 55, CHARGE",
    "Pay merchant Charge, Pay merchant Charge to 600100, -55, CHARGE",
    "'', Business to Bank transfer to settlement account, -3000, WITHDRAWAL",
    "Organization Settlement, x, -3000, WITHDRAWAL",
    "'', Deposit of Funds from Bank, 3000, OTHER",
    "Bank to Business transfer, x, 3000, DEPOSIT",
    "'', Reversal of UKN1ABCDEF to 254712345678 - JANE, -2000, REVERSAL",
    "Customer Reversal, x, -2000, REVERSAL",
    "Business Payment to Customer via API, Salary to 254712345678 - PAY BILL, -2000, OTHER",
    "Reversal of payout, x, 2000, OTHER",
    "Pay Utility with OD Online, x, 2000, PAYMENT"
  })
  void mpesasOwnWordsSayWhatALineIs(String reason, String details, long amount, Kind kind) {
    assertThat(StatementWords.kind(reason, details, amount)).isEqualTo(kind);
  }

  @Test
  void aReversalsPaymentIsItsColumnOrAKnownReceiptAmongTheWords() {
    assertThat(StatementWords.linked("ukn1abcdef", "", _ -> false)).isEqualTo("UKN1ABCDEF");
    assertThat(StatementWords.linked("-", "Reversal of UKN1ABCDEF to X", _ -> false))
        .isEqualTo("UKN1ABCDEF");
    assertThat(
            StatementWords.linked("", "SETTLEMENT UKN2ABCDEF for UKN1ABCDEF", "UKN1ABCDEF"::equals))
        .isEqualTo("UKN1ABCDEF");
    assertThat(StatementWords.linked("-", "Settlement of everything", _ -> false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "24-11-2026 15:04:05",
    "2026-11-24 15:04:05",
    "24/11/2026 15:04:05",
    "24/11/2026 3:04:05 PM",
    "24-11-2026 03:04:05pm",
    "2026-11-24T15:04:05",
    "46350.627835648148",
    "46350.6278356481"
  })
  void timesAreEatInWhateverSpelling(String text) {
    assertThat(StatementTimes.moment(text)).contains(Instant.parse("2026-11-24T12:04:05Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "From 24-11-2026 00:00:00 To 25-11-2026 00:00:00",
    "From 24-11-2026 00:00:00 To 24-11-2026 23:59:59",
    "24/11/2026 00:00 - 24/11/2026 23:59",
    "24-11-2026 12:00:00 AM to 24-11-2026 11:59:59 PM",
    "2026-11-24 - 2026-11-24"
  })
  void aPeriodEndsAfterItsLastSecond(String text) {
    assertThat(StatementTimes.period(text))
        .contains(
            new StatementReader.Period(
                Instant.parse("2026-11-23T21:00:00Z"), Instant.parse("2026-11-24T21:00:00Z")));
  }

  @Test
  void whatMovedNothingIsNeitherALineNorAProblem() {
    Read.Statement read =
        read(
            row("UKN1ABCDEF", "Pay Bill", "Completed", "20.00", "", "120.00"),
            row("UKN2ABCDEF", "Pay Bill", "Declined", "20.00", "", ""),
            row("UKN3ABCDEF", "Pay Bill", "Completed", "0.00", "", "120.00"),
            new Row(List.of("Total", "", "", "", "20.00", "0.00", "", "", "")),
            new Row(List.of("", "", "Grand total", "", "20.00", "0.00", "", "", "")));

    assertThat(read.lines()).extracting(MpesaLine::receipt).containsExactly("UKN1ABCDEF");
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void whatMovedSomethingAndCannotBeReadIsAProblem() {
    assertThat(read(row("UKN1ABCDEF", "Pay Bill", "Completed", "twenty", "", "120.00")).problems())
        .hasSize(1);
    assertThat(read(row("UKN1ABCDEF", "Pay Bill", "Completed", "9".repeat(60), "", "1")).problems())
        .hasSize(1);
    assertThat(read(row("nobody", "Pay Bill", "Completed", "20", "", "120")).problems()).hasSize(1);
    assertThat(read(row("UKN1ABCDEF", "Pay Bill", "Completed", "-500", "", "1")).problems())
        .as("nothing is paid in below nothing")
        .hasSize(1);
  }

  @Test
  void amountsAreReadAsSpreadsheetsAndPeopleWriteThem() {
    assertThat(
            read(
                    row("UKN1ABCDEF", "Pay Bill", "Completed", "KES 1,500.50", "", "1500.50"),
                    row("UKN2ABCDEF", "Pay Bill", "Completed", "30.000000000000004", "", "1530.5"),
                    row("UKN3ABCDEF", "Charge", "Completed", "", "(5.50)", "1525"))
                .lines())
        .extracting(MpesaLine::amount)
        .containsExactly(150_050L, 3000L, -550L);
  }

  @Test
  void balancesThatDoNotAgreeWithTheLinesAreAProblemAndThoseThatDoAreNone() {
    Row first = row("UKN1ABCDEF", "Pay Bill", "Completed", "20.00", "", "120.00");
    Row second = row("UKN2ABCDEF", "Charge", "Completed", "", "-5.00", "115.00");
    Row third = row("UKN3ABCDEF", "Pay Bill", "Completed", "10.00", "", "125.00");

    assertThat(read(first, second, third).problems()).isEmpty();
    assertThat(read(third, second, first).problems()).isEmpty();
    assertThat(read(first, third).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.sentence()).contains("balance"));
  }

  @Test
  void aFileWithoutTheColumnsOfMoneyIsNoStatement() {
    assertThat(
            StatementReader.read(
                UUID.randomUUID(),
                List.of(List.of("Receipt No.", "Completion Time", "Credit")),
                _ -> false))
        .isInstanceOf(Read.NoStatement.class);
  }

  private record Row(List<String> cells) {}

  private static Row row(
      String receipt, String details, String status, String in, String out, String balance) {
    return new Row(
        List.of(receipt, "24-11-2026 12:00:00", details, status, in, out, balance, "", ""));
  }

  private static Read.Statement read(Row... rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of("Short Code:", "600100"));
    all.add(COLUMNS);
    List.of(rows).forEach(row -> all.add(row.cells()));
    return (Read.Statement) StatementReader.read(UUID.randomUUID(), all, _ -> false);
  }
}
