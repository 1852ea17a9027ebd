package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(1);
  private static final Instant EARLIER = NOW.minusSeconds(86_400);
  private static final String COLUMNS =
      "Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,"
          + "Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.";

  @TempDir Path folder;

  private DarajaSimulator daraja = start();

  private static DarajaSimulator start() {
    return aSimulator().start();
  }

  private static DarajaSimulator start(Path data) {
    return aSimulator().data(data).start();
  }

  private static DarajaSimulator.Builder aSimulator() {
    return DarajaSimulator.builder()
        .shortcode(Client.PAYBILL)
        .shortcode(Client.TILL)
        .clock(() -> NOW);
  }

  @AfterEach
  void stop() {
    daraja.close();
  }

  private String paid(String shortcode, String account, int amount) {
    return new Client(daraja)
        .post(
            "/control/paybill",
            Map.of(
                "shortcode",
                shortcode,
                "account",
                account,
                "amount",
                amount,
                "msisdn",
                Client.PHONE,
                "firstName",
                "JANE"))
        .field("receipt");
  }

  @Test
  void everyKindOfLineIsInTheFileNewestFirstWithARunningBalance() {
    String receipt = paid("600100", "100017", 1000);
    daraja.charge("600100", new BigDecimal("5.50"), receipt);
    String bank = daraja.withdrawToBank("600100", new BigDecimal("400"));
    String second = paid("600100", "x", 30);
    String back = daraja.reverse(second);

    String csv = daraja.statementCsv("600100", EARLIER, LATER);
    List<String> lines = csv.lines().toList();
    String time = "24-11-2026 12:00:00,24-11-2026 12:00:00,";
    String surname = FirstNames.surname(Client.PHONE);
    String jane = "254712345126 - JANE " + surname;
    assertThat(lines)
        .containsExactly(
            "Organization Name:,Washa Net",
            "Short Code:,600100",
            "Time Period:,From 23-11-2026 12:00:00 To 24-11-2026 12:00:01",
            "",
            COLUMNS,
            back
                + ","
                + time
                + "Reversal of "
                + second
                + " to "
                + jane
                + ",Completed,,-30.00,594.50,true,Customer Reversal,"
                + jane
                + ","
                + second
                + ",",
            second
                + ","
                + time
                + "Pay Bill from "
                + jane
                + " Acc. x,Completed,30.00,,624.50,true,"
                + "Pay Bill,"
                + jane
                + ",,x",
            bank
                + ","
                + time
                + "Business to Bank transfer to settlement account,Completed,,"
                + "-400.00,594.50,true,Business to Bank transfer,Safaricom M-PESA,,",
            receipt
                + ","
                + time
                + "Pay Bill Charge,Completed,,-5.50,994.50,true,Pay Bill Charge,"
                + "Safaricom M-PESA,,",
            receipt
                + ","
                + time
                + "Pay Bill from "
                + jane
                + " Acc. 100017,Completed,1000.00,,1000.00,true,Pay Bill,"
                + jane
                + ",,100017");
  }

  @Test
  void theSumOfTheLinesIsTheBalance() {
    String receipt = paid("600100", "A", 700);
    paid("600100", "B", 50);
    daraja.charge("600100", new BigDecimal("0.55"), "");
    daraja.reverse(receipt);
    BigDecimal sum =
        daraja.statement("600100", EARLIER, LATER).stream()
            .map(line -> line.paidIn().add(line.withdrawn()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo("49.45").isEqualByComparingTo(daraja.balance("600100"));
  }

  @Test
  void aTillHasBuyGoodsLinesWithoutAnAccount() {
    paid("600200", "typed in vain", 80);
    StatementLine line = daraja.statement("600200", EARLIER, LATER).getFirst();
    assertThat(line.details()).startsWith("Buy Goods from 254712345126 - JANE");
    assertThat(line.account()).isEmpty();
  }

  @Test
  void thePeriodEndsBeforeItsLastInstant() {
    paid("600100", "A", 10);
    assertThat(daraja.statement("600100", EARLIER, NOW)).isEmpty();
    assertThat(daraja.statement("600100", NOW, LATER)).hasSize(1);
  }

  @Test
  void whatCustomersTypeIsQuoted() {
    paid("600100", "a,\"b\"\n", 10);
    assertThat(daraja.statementCsv("600100", EARLIER, LATER)).endsWith(",\"a,\"\"b\"\"\n\"\r\n");
  }

  @Test
  void theControlApiServesBothFiles() throws IOException {
    String receipt = paid("600100", "A", 10);
    Client client = new Client(daraja);
    assertThat(client.get("/control/statement/600100.csv?from=2026-11-24&until=2026-11-24").text())
        .contains(COLUMNS, receipt);
    assertThat(client.get("/control/statement/600100.csv?until=2026-11-23").text())
        .contains(COLUMNS)
        .doesNotContain(receipt);
    assertThat(client.get("/control/statement/600100.csv?from=now").status()).isEqualTo(400);
    assertThat(client.get("/control/statement/600101.csv").status()).isEqualTo(404);
    assertThat(client.get("/control/statement/600100.xlsx").status()).isEqualTo(200);
    String sheet = entries(daraja.statementXlsx("600100", EARLIER, LATER));
    assertThat(sheet).contains("Receipt No.", receipt, "<v>10");
  }

  /** All parts of a workbook, one after the other. */
  private String entries(byte[] workbook) throws IOException {
    Path file = Files.write(folder.resolve("statement.xlsx"), workbook);
    StringBuilder text = new StringBuilder();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return text.toString();
  }

  @Test
  void chargesAndWithdrawalsAreOrderedOverTheControlApi() {
    Client client = new Client(daraja);
    String receipt = paid("600100", "A", 100);
    Client.Answer charge =
        client.post(
            "/control/charge", Map.of("shortcode", "600100", "amount", "2.50", "receipt", receipt));
    assertThat(charge.field("receipt")).isEqualTo(receipt);
    assertThat(
            client
                .post("/control/withdrawal", Map.of("shortcode", "600100", "amount", 97))
                .status())
        .isEqualTo(200);
    assertThat(client.get("/control/balance/600100").text()).contains("\"balance\":0.50");
    assertThat(
            client.post("/control/withdrawal", Map.of("shortcode", "600100", "amount", 1)).status())
        .isEqualTo(409);
    assertThat(
            client
                .post("/control/withdrawal", Map.of("shortcode", "600100", "amount", "0.00"))
                .status())
        .isEqualTo(400);
    assertThatThrownBy(() -> daraja.charge("600100", BigDecimal.ONE, "NOSUCH"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyKindOfLineSurvivesARestart() {
    daraja.close();
    Path data = folder.resolve("daraja.jsonl");
    daraja = start(data);
    String receipt = paid("600100", "A", 100);
    daraja.charge("600100", new BigDecimal("1.10"), receipt);
    daraja.reverse(paid("600100", "B", 20));
    daraja.withdrawToBank("600100", new BigDecimal("50"));
    String before = daraja.statementCsv("600100", EARLIER, LATER);
    daraja.close();
    daraja = start(data);
    assertThat(daraja.statementCsv("600100", EARLIER, LATER)).isEqualTo(before);
    assertThat(daraja.balance("600100")).isEqualByComparingTo("48.90");
    assertThat(daraja.reverse(paid("600100", "C", 5))).isNotEmpty();
  }

  @Test
  void moneyMovesInEveryOtherWay() {
    Client client = new Client(daraja);
    String receipt = paid("600100", "A", 100);
    for (String kind : List.of("deposit", "payout", "charge-reversal")) {
      assertThat(
              client
                  .post("/control/" + kind, Map.of("shortcode", "600100", "amount", "10"))
                  .status())
          .isEqualTo(200);
    }
    assertThat(
            client.post("/control/reversal", Map.of("receipt", receipt, "amount", "40")).status())
        .isEqualTo(200);

    assertThat(daraja.balance("600100")).isEqualByComparingTo("70");
    assertThat(daraja.statementCsv("600100", EARLIER, LATER))
        .contains(
            "Bank to Business transfer,Completed,10.00,",
            "Business Payment to Customer via API to 254700000001",
            "Pay Bill Charge Reversal,Completed,10.00,",
            ",Completed,,-40.00,");
    assertThat(client.post("/control/reversal", Map.of("receipt", receipt, "amount", "x")).status())
        .isEqualTo(400);
  }

  @Test
  void aFileMayHaveLinesThatMovedNothingAndDaysAsNumbers() throws IOException {
    paid("600100", "A", 100);
    Client client = new Client(daraja);

    assertThat(client.get("/control/statement/600100.csv?noise=true").text())
        .contains(",Declined,10.00", ",Completed,0.00", "Total,,,,,100.00,0");
    assertThat(client.get("/control/statement/600100.csv").text())
        .doesNotContain("Declined", "Total");
    assertThat(client.get("/control/statement/600100.xlsx?dates=numbers").status()).isEqualTo(200);
    assertThat(Eat.dayNumber("24-11-2026 12:00:00")).isEqualTo(46350.5);
  }
}
