package io.washa.billing;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.billing.BankReceipts.Kind;
import io.washa.billing.BankReceipts.NewReceipt;
import io.washa.billing.BankReceipts.Taken;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cheques and transfers. */
@CoreTest
class BankReceiptsTest {
  private static final String ANN = "ann@example";

  private final BankReceipts bank;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  BankReceiptsTest(World world, BankReceipts bank, JdbcClient jdbc) {
    this.bank = bank;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void aTransferRenewsAtOnceAndItsNumberCountsOnce() {
    assertThat(takes(Kind.TRANSFER, "ft 123")).isInstanceOf(Taken.Booked.class);
    assertThat(takes(Kind.TRANSFER, " FT  123 ")).isInstanceOf(Taken.Already.class);

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1150'")).isEqualTo(2000);
    assertThat(count("SELECT count(*) FROM payment WHERE door = 'bank'")).isEqualTo(1);
    assertThat(takes(Kind.TRANSFER, "FT 124")).isInstanceOf(Taken.Booked.class);
  }

  @Test
  void aChequeIsInNoBookBeforeTheBankHasClearedIt() {
    UUID cheque = ((Taken.Waits) takes(Kind.CHEQUE, "000401")).receipt();
    assertThat(isp.asks(bank::pending)).extracting(BankReceipts.Pending::id).contains(cheque);
    assertThat(count("SELECT count(*) FROM journal_entry")).isZero();

    assertThat(isp.asks(() -> bank.clear(cheque, ANN))).isPresent();
    assertThat(isp.asks(() -> bank.clear(cheque, ANN))).as("twice").isEmpty();

    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);
    assertThat(isp.asks(bank::pending)).isEmpty();
  }

  @Test
  void aChequeThatComesBackTakesWhatItPaidForWithItAndMayCostAFee() {
    UUID cheque = ((Taken.Waits) takes(Kind.CHEQUE, "000402")).receipt();
    assertThat(isp.asks(() -> bank.clear(cheque, ANN))).isPresent();
    eventually("renewed", () -> count("SELECT count(*) FROM period") == 1);

    assertThat(bounces(cheque, " ")).as("without a reason").isFalse();
    assertThat(bounces(cheque, "refer to drawer")).isTrue();
    assertThat(bounces(cheque, "refer to drawer")).as("twice").isFalse();

    assertThat(count("SELECT sum(amount) FROM posting WHERE account = '1150'")).isZero();
    assertThat(count("SELECT balance FROM wallet")).isZero();
    assertThat(count("SELECT count(*) FROM subscription WHERE state = 'active'")).isZero();
    assertThat(count("SELECT sum(total) FROM document")).as("the fee").isEqualTo(500);
  }

  @Test
  void aChequeThatComesBackBeforeItWasClearedLeavesTheBooksAlone() {
    UUID cheque = ((Taken.Waits) takes(Kind.CHEQUE, "000403")).receipt();

    assertThat(isp.<Boolean>asks(() -> bank.bounce(cheque, "no funds", 0, ANN))).isTrue();

    assertThat(isp.asks(() -> bank.clear(cheque, ANN))).isEmpty();
    assertThat(count("SELECT count(*) FROM journal_entry")).isZero();
    assertThatThrownBy(() ->
            new NewReceipt(Kind.CHEQUE, mary.service(), "", "1", 1, LocalDate.of(2026, 11, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private boolean bounces(UUID cheque, String reason) {
    return isp.<Boolean>asks(() -> bank.bounce(cheque, reason, 500, ANN));
  }

  private Taken takes(Kind kind, String number) {
    return isp.asks(() ->
        bank.take(
            new NewReceipt(kind, mary.service(), "Equity", number, 2000, LocalDate.of(2026, 11, 1)),
            ANN));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
