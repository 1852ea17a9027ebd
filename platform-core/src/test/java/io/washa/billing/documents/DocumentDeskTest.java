package io.washa.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.audit.Audit;
import io.washa.billing.documents.DocumentDesk.Wish;
import io.washa.billing.documents.NewDocument.Line;
import io.washa.insight.SubscriberMoney;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Documents as staff issue them: once for a request, and with a name in the audit. */
@CoreTest
class DocumentDeskTest {
  private final DocumentDesk desk;
  private final Documents documents;
  private final SubscriberMoney.Reader money;
  private final Audit audit;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  DocumentDeskTest(
      World world,
      DocumentDesk desk,
      Documents documents,
      SubscriberMoney.Reader money,
      Audit audit) {
    this.desk = desk;
    this.documents = documents;
    this.money = money;
    this.audit = audit;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void whatIsAskedForTwiceIsIssuedOnceAndNamesWhoDidIt() {
    Document invoice = invoice();
    assertThat(
            isp.asks(() -> desk.issue(Document.Kind.INVOICE, wanted().because("desk:1"), "jane")))
        .isInstanceOfSatisfying(
            IssueAnswer.Already.class,
            already -> assertThat(already.document().id()).isEqualTo(invoice.id()));
    assertThat(isp.asks(() -> audit.of("subscriber:" + mary.id())))
        .extracting(entry -> entry.deed().actor() + " " + entry.deed().details().get("document"))
        .containsExactly("jane " + invoice.label());
  }

  @Test
  void aLineIsTakenBackThenTheRestAndNothingTwice() {
    Document invoice = invoice();
    NewCredit line =
        new NewCredit(invoice.id(), List.of(new NewCredit.Part(1, 40_00)), "broken", "desk:2");
    assertThat(credit(line)).isInstanceOf(CreditAnswer.Credited.class);
    assertThat(credit(line)).isInstanceOf(CreditAnswer.Already.class);
    assertThat(isp.asks(() -> desk.left(invoice))).containsExactly(60_00L, 50_00L);

    NewCredit rest = new NewCredit(invoice.id(), List.of(), "never came", "desk:3");
    assertThat(credit(rest)).isInstanceOf(CreditAnswer.Credited.class);
    assertThat(credit(rest)).isInstanceOf(CreditAnswer.Already.class);
    assertThat(isp.asks(() -> desk.left(invoice))).containsExactly(0L, 0L);
    assertThat(isp.asks(() -> documents.open(mary.id()))).isEmpty();
    assertThat(credit(new NewCredit(UUID.randomUUID(), List.of(), "x", null)))
        .isInstanceOf(CreditAnswer.NoInvoice.class);
  }

  @Test
  void aCertificateIsListedUntilItIsTakenBack() {
    Document invoice = invoice();
    assertThat(isp.asks(() -> desk.withhold(invoice.id(), " WHT-7 ", 20_00, "jane")))
        .isInstanceOf(WithholdAnswer.Withheld.class);
    assertThat(isp.asks(() -> desk.certificates(mary.id())))
        .containsExactly(
            new DocumentDesk.Certificate(invoice.id(), invoice.label(), "WHT-7", 20_00));
    isp.does(() -> documents.takeBackCertificate(invoice.id(), "WHT-7", "not ours", "jane"));
    assertThat(isp.asks(() -> desk.certificates(mary.id()))).isEmpty();
  }

  @Test
  void aSubscribersWishIsKeptWithItsPin() {
    assertThat(isp.asks(() -> desk.wish(mary.id()))).contains(new Wish(false, null));
    Wish wish = new Wish(true, new KraPin("P051234567Q"));
    assertThat(isp.<Boolean>asks(() -> desk.want(mary.id(), wish, "jane"))).isTrue();
    assertThat(isp.asks(() -> desk.wish(mary.id()))).contains(wish);
    assertThat(isp.<Boolean>asks(() -> desk.want(UUID.randomUUID(), wish, "jane"))).isFalse();
    assertThat(isp.asks(() -> desk.wish(UUID.randomUUID()))).isEqualTo(Optional.empty());
  }

  @Test
  void whatIsMissingForTheNextRenewalHoldsTheInvoicesThatAreDueBefore() {
    long price = money().services().getFirst().price();
    assertThat(missing()).isEqualTo(price);
    invoice();
    assertThat(missing()).isEqualTo(price + 150_00);
  }

  private SubscriberMoney money() {
    return isp.asks(() -> money.of(mary.id()));
  }

  private long missing() {
    return Optional.ofNullable(money().renewal()).orElseThrow().missing();
  }

  private Document invoice() {
    IssueAnswer answer =
        isp.asks(() -> desk.issue(Document.Kind.INVOICE, wanted().because("desk:1"), "jane"));
    assertThat(answer).isInstanceOf(IssueAnswer.Issued.class);
    return ((IssueAnswer.Issued) answer).document();
  }

  private NewDocument wanted() {
    return NewDocument.of(
        mary.id(), Line.of("A router", 100_00).coded("R1"), Line.of("Cable", 50_00));
  }

  private CreditAnswer credit(NewCredit wanted) {
    return isp.asks(() -> desk.credit(wanted, "jane"));
  }
}
