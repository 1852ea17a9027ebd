package io.washa.billing;

import static io.washa.billing.PostpaidMonthsOfTests.OWNER;
import static io.washa.billing.PostpaidMonthsOfTests.at;
import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.billing.documents.Document;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How postpaid months are paid, and what follows if they are not. */
@CoreTest
class PostpaidDebtsTest {
  private final PostpaidMonthsOfTests words;
  private final Settings settings;
  private final Charges charges;
  private PostpaidMonthsOfTests.AtAnIsp there;
  private Isp isp;
  private Isp.ASubscriber mary;

  PostpaidDebtsTest(PostpaidMonthsOfTests words, Settings settings, Charges charges) {
    this.words = words;
    this.settings = settings;
    this.charges = charges;
  }

  @BeforeEach
  void aMonthlySubscriber() {
    there = words.atAnIsp();
    isp = there.isp;
    mary = there.aMonthly();
  }

  @Test
  void moneyInTheWalletPaysTheInvoiceAtOnce() {
    there.begin(mary, "2031-03-10T12:00");
    there.puts(mary, 200_000);

    there.close(mary, "2031-03-31T23:55");

    assertThat(there.onlyInvoice(mary).state()).isEqualTo(Document.State.PAID);
    assertThat(there.count("SELECT balance FROM wallet")).isEqualTo(200_000 - 106_452);
  }

  @Test
  void aPaymentPaysInvoicesTheOldestFirstAndBuysNoTime() {
    there.begin(mary, "2031-03-01T12:00");
    there.close(mary, "2031-03-31T23:55");
    there.close(mary, "2031-04-30T23:55");

    pays("2000");

    eventually("applied", () -> there.count("SELECT count(*) FROM payment_application") == 1);
    assertThat(there.invoices(mary).getLast().state()).isEqualTo(Document.State.PAID);
    assertThat(there.invoices(mary).getFirst().outstanding()).isEqualTo(100_000);
    assertThat(there.count("SELECT count(*) FROM period")).isZero();
    assertThat(there.count("SELECT missing FROM payment_application WHERE outcome = 'settled'"))
        .isEqualTo(100_000);
  }

  @Test
  void whoOwesForLongIsCutAndWhoPaysAllThatIsOverdueIsOnAgain() {
    there.begin(mary, "2031-03-10T12:00");
    there.close(mary, "2031-03-31T23:55");

    there.look(mary, "2031-04-21T23:00");
    assertThat(there.state(mary)).as("seven days after the 14th").isEqualTo("active");
    assertThat(there.dueAt(PostpaidDebts.KIND)).isEqualTo(at("2031-04-22T00:00"));
    there.look(mary, "2031-04-22T00:00");
    assertThat(there.state(mary)).isEqualTo("suspended");
    assertThat(there.count("SELECT count(*) FROM access WHERE enabled")).isZero();

    there.puts(mary, 50_000);
    there.look(mary, "2031-04-23T10:00");
    assertThat(there.state(mary)).as("a part").isEqualTo("suspended");

    there.puts(mary, 60_000);
    there.look(mary, "2031-04-24T10:00");
    assertThat(there.state(mary)).isEqualTo("active");
    assertThat(there.accessEnds(mary)).isEqualTo(at("2031-05-01T00:00"));
    assertThat(there.count("SELECT count(*) FROM access WHERE enabled")).isEqualTo(1);
  }

  @Test
  void nobodyIsCutWhereTheIspNeverCuts() {
    isp.does(() -> settings.write(PostpaidRules.CHOICE, new PostpaidRules(14, 0), OWNER));
    there.begin(mary, "2031-03-10T12:00");
    there.close(mary, "2031-03-31T23:55");

    there.look(mary, "2031-08-22T00:00");

    assertThat(there.state(mary)).isEqualTo("active");
  }

  @Test
  void aPaymentBringsWhoWasCutBack() {
    there.begin(mary, "2031-03-10T12:00");
    there.close(mary, "2031-03-31T23:55");
    there.look(mary, "2031-04-22T00:00");
    assertThat(there.state(mary)).isEqualTo("suspended");

    pays("1065");

    eventually("on again", () -> there.state(mary).equals("active"));
  }

  @Test
  void monthsInWhichItWasOffFromEndToEndAreNotInvoiced() {
    there.begin(mary, "2031-03-10T12:00");
    there.close(mary, "2031-03-31T23:55");
    there.look(mary, "2031-04-22T00:00");

    there.close(mary, "2031-04-30T23:55");
    there.close(mary, "2031-05-31T23:55");

    assertThat(there.invoices(mary)).as("March, and April in which it was cut").hasSize(2);
  }

  @Test
  void aCreditPaysAnInvoiceBeforeItsDay() {
    there.begin(mary, "2031-03-10T12:00");
    there.close(mary, "2031-03-31T23:55");

    isp.does(() ->
        assertThat(
                charges.credit(
                    new Charges.Move(mary.id(), 200_000, OWNER, "a reason"), "ben@example"))
            .isEqualTo(Charges.Moved.DONE));

    eventually("paid", () -> there.onlyInvoice(mary).state() == Document.State.PAID);
  }

  private void pays(String amount) {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), amount);
  }
}
