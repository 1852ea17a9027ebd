package io.washa.billing.documents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.SuspenseDesk;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tax invoices for prepaid sales. */
@CoreTest
class SaleInvoicesTest {
  private final World world;
  private final SaleInvoices invoices;
  private final Documents documents;
  private final DocumentPages pages;
  private final SuspenseDesk suspense;
  private final Settings settings;
  private final Desk desk;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  SaleInvoicesTest(
      World world,
      SaleInvoices invoices,
      Documents documents,
      DocumentPages pages,
      SuspenseDesk suspense,
      Settings settings,
      Desk desk,
      JdbcClient jdbc) {
    this.world = world;
    this.invoices = invoices;
    this.documents = documents;
    this.pages = pages;
    this.suspense = suspense;
    this.settings = settings;
    this.desk = desk;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @AfterEach
  void theBooksAgree() {
    desk.theBooksAgree(isp);
  }

  @Test
  void whoWantsOneGetsATaxInvoiceThatIsPaidAndWhoDoesNotGetsNone() {
    desk.setsTaxes(isp);
    isp.does(() -> {
      boolean _ = invoices.want(mary.id(), true, KraPin.parse("P000000001Z").orElseThrow());
    });
    Isp.ASubscriber ann = world.aSubscriber(isp);

    pays(ann);
    pays(mary);
    eventually("issued", () -> of(mary).size() == 1);

    Document invoice = of(mary).getFirst();
    assertThat(invoice.total()).isEqualTo(2000);
    assertThat(invoice.tax()).isPositive();
    assertThat(invoice.state()).isEqualTo(Document.State.PAID);
    assertThat(invoice.buyer().pinText()).isEqualTo("P000000001Z");
    eventually(
        "eTIMS was asked",
        () -> desk.now(isp, invoice).etims().state() == EtimsStatus.State.NOT_CONNECTED);
    assertThat(of(ann)).isEmpty();
    assertThat(count("SELECT count(*) FROM journal_entry WHERE kind = 'invoice'")).isZero();
  }

  @Test
  void anUndoneSaleTakesItsInvoiceBackByACreditNoteOnce() {
    isp.does(() ->
        settings.write(
            SaleInvoiceRules.CHOICE,
            new SaleInvoiceRules(SaleInvoiceRules.Whose.EVERYBODYS),
            "owner"));
    UUID payment = pays(mary);
    eventually("issued", () -> of(mary).size() == 1);

    assertThat(isp.<Boolean>asks(() -> suspense.undo(payment, "wrong person", "ann"))).isTrue();

    assertThat(of(mary))
        .extracting(Document::kind)
        .containsExactlyInAnyOrder(Document.Kind.INVOICE, Document.Kind.CREDIT_NOTE);
    assertThat(isp.asks(() -> documents.open(mary.id()))).isEmpty();
    assertThat(desk.wallet(isp, mary)).isZero();
  }

  @Test
  void aReceiptIsOfTheLastMatchAndAVoidedOneSaysSo() {
    UUID payment = pays(mary);
    assertThat(receipt(payment)).contains("Saa Moja", "M-Pesa").doesNotContain("TAKEN BACK");
    Isp.ASubscriber ann = world.aSubscriber(isp);

    assertThat(isp.<Boolean>asks(() -> suspense.undo(payment, "wrong person", "ann"))).isTrue();
    assertThat(receipt(payment)).doesNotContain("Saa Moja");
    assertThat(isp.<Boolean>asks(() -> suspense.give(payment, ann.service(), "ann"))).isTrue();
    eventually("renewed", () -> receipt(payment).contains("Saa Moja"));
    assertThat(receipt(payment)).contains(ann.account().digits());

    isp.does(() ->
        jdbc.sql("UPDATE payment SET reversed_at = work.platform_now() WHERE id = ?")
            .param(payment)
            .update());
    assertThat(receipt(payment)).contains("TAKEN BACK");
    assertThat(isp.asks(() -> pages.receiptSlip(payment, 58)).orElseThrow())
        .contains("size: 58mm", "TAKEN BACK");
  }

  private String receipt(UUID payment) {
    return isp.asks(() -> pages.receiptHtml(payment).orElseThrow());
  }

  private UUID pays(Isp.ASubscriber who) {
    String receipt = Safaricom.paysPayBill(isp.payBill().number(), who.account().digits(), "20");
    eventually(
        "renewed",
        () ->
            isp.<Boolean>asks(() ->
                jdbc.sql(
                        """
                        SELECT EXISTS (SELECT FROM period p JOIN payment y
                                         ON p.cause = 'payment:' || y.id WHERE y.receipt = ?)
                        """)
                    .param(receipt)
                    .query((row, _) -> row.getBoolean(1))
                    .single()));
    return isp.asks(() ->
        jdbc.sql("SELECT id FROM payment WHERE receipt = ?")
            .param(receipt)
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }

  private List<Document> of(Isp.ASubscriber who) {
    return isp.asks(() -> documents.ofSubscriber(who.id()));
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }
}
