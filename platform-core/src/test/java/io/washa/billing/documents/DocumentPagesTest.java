package io.washa.billing.documents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@CoreTest
class DocumentPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script> & \"Sons\"";
  private static final String ESCAPED =
      "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;";

  private final World world;
  private final DocumentPages pages;
  private final Documents documents;
  private final AccountStatements statements;
  private final Desk desk;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  DocumentPagesTest(
      World world,
      DocumentPages pages,
      Documents documents,
      AccountStatements statements,
      Desk desk,
      JdbcClient jdbc) {
    this.world = world;
    this.pages = pages;
    this.documents = documents;
    this.statements = statements;
    this.desk = desk;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
    desk.setsTaxes(isp);
  }

  @Test
  void anInvoiceIsAPageInTheIspsBrandWithEverythingEscaped() {
    Document invoice = aHostileInvoice();

    String page = isp.asks(() -> pages.html(invoice.id())).orElseThrow();

    assertThat(page)
        .contains(isp.tenant().name(), "#0b6e4f", "0700 000 000", "Invoice INV-000001")
        .contains("KES 1,334.00", "Excise duty 15 %", "VAT 16 %", "LPO-7", "P051234567Q")
        .contains(ESCAPED)
        .doesNotContain("<script", "\u202e", "\u0007");
  }

  @Test
  void itsPdfSaysTheSame() {
    Document invoice = aHostileInvoice();

    String text = text(isp.asks(() -> pages.pdf(invoice.id())).orElseThrow());

    assertThat(text)
        .contains("INV-000001", "1,334.00", "184.00", "P051234567Q")
        .contains(isp.tenant().name(), "0700 000 000")
        .contains("<script>alert(1)</script> & \"Sons\"")
        .contains("Wanjikũ wa Gĩthĩnji");
  }

  @Test
  void aPdfFetchesNothingThatItsTextNames() {
    String hostile = "<img src=\"file:///etc/hostname\"/><link href=\"http://127.0.0.1:1/x.css\"/>";
    Document invoice =
        desk.issued(isp, NewDocument.of(mary.id(), NewDocument.Line.of(hostile, 100)));

    byte[] pdf = isp.asks(() -> pages.pdf(invoice.id())).orElseThrow();

    assertThat(text(pdf).replaceAll("\\s", "")).contains("<imgsrc=\"file:///etc/hostname\"/>");
  }

  @Test
  void aCreditNoteNamesItsInvoiceAndAProformaSaysWhatItIsNot() {
    Document invoice = desk.invoices(isp, mary, 1000);
    Document note =
        ((CreditAnswer.Credited) isp.asks(() -> documents.creditAll(invoice.id(), "Moved <out>")))
            .note();
    Document offer =
        ((IssueAnswer.Issued)
                isp.asks(() ->
                    documents.issueProforma(
                        NewDocument.of(mary.id(), NewDocument.Line.of("Offer", 5)))))
            .document();

    assertThat(isp.asks(() -> pages.html(note.id())).orElseThrow())
        .contains("Credit note CRN-000001", "INV-000001", "Moved &lt;out&gt;");
    assertThat(isp.asks(() -> pages.html(offer.id())).orElseThrow())
        .contains("PRO-000001", "not a tax invoice")
        .doesNotContain("To pay");
    assertThat(isp.asks(() -> pages.html(invoice.id())).orElseThrow())
        .contains("Credited", "To pay", "KES 0.00");
  }

  @Test
  void aLongInvoiceHasSeveralPages() throws IOException {
    long[] amounts = new long[DocumentIssuing.MOST_LINES];
    java.util.Arrays.fill(amounts, 100);
    Document invoice = desk.invoices(isp, mary, amounts);

    byte[] bytes = isp.asks(() -> pages.pdf(invoice.id())).orElseThrow();

    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      assertThat(pdf.getNumberOfPages()).isBetween(3, 12);
    }
  }

  @Test
  void aReceiptSaysWhatWasPaidAndUntilWhen() {
    String code = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "20");
    eventually("it is renewed", () -> count("SELECT count(*) FROM period") == 1);
    UUID payment = aPayment();

    String page = isp.asks(() -> pages.receiptHtml(payment)).orElseThrow();
    String text = text(isp.asks(() -> pages.receiptPdf(payment)).orElseThrow());

    assertThat(page).contains(code, "KES 20.00", "Mary Wanjiku", mary.account().digits());
    assertThat(page).contains("Saa Moja", "Paid until", isp.tenant().name());
    assertThat(text).contains(code, "KES 20.00", "Saa Moja");
  }

  @Test
  void aReceiptForMoneyInSuspenseNamesNobody() {
    Safaricom.paysPayBill(isp.payBill().number(), "nobody", "20");
    UUID payment = aPayment();

    String page = isp.asks(() -> pages.receiptHtml(payment)).orElseThrow();

    assertThat(page).contains("KES 20.00", "still finding out").doesNotContain("Paid until");
  }

  @Test
  void aSubscriberReadsItsOwnLanguage() {
    isp.does(() ->
        jdbc.sql("UPDATE subscriber SET language = 'sw' WHERE id = ?").param(mary.id()).update());
    Document invoice = desk.invoices(isp, mary, 1000);

    assertThat(isp.asks(() -> pages.html(invoice.id())).orElseThrow())
        .contains("lang=\"sw\"", "Ankara INV-000001");
  }

  @Test
  void whatIsNotThereHasNoPageAndWhatIsAnotherTenantsNeither() {
    Document invoice = desk.invoices(isp, mary, 1000);
    Isp neighbour = world.anIsp();

    assertThat(isp.asks(() -> pages.pdf(UUID.randomUUID()))).isEmpty();
    assertThat(isp.asks(() -> pages.receiptPdf(UUID.randomUUID()))).isEmpty();
    assertThat(neighbour.asks(() -> pages.html(invoice.id()))).isEmpty();
    assertThat(isp.asks(() -> pages.html(invoice.id()))).isPresent();
  }

  @Test
  void aStatementIsPrintedWithItsBalances() {
    Document invoice = desk.invoices(isp, mary, 1000);
    desk.pays(isp, mary, 400);
    LocalDate today = invoice.issuedOn();
    AccountStatement statement =
        ((StatementAnswer.Drawn) isp.asks(() -> statements.draw(mary.id(), today, today)))
            .statement();

    String page = isp.asks(() -> pages.statementHtml(statement));
    String text = text(isp.asks(() -> pages.statementPdf(statement)));

    assertThat(page).contains("INV-000001", "TKN7TESTED", "You owe KES 6.00", "Mary Wanjiku");
    assertThat(text).contains("INV-000001", "10.00", "4.00", "You owe KES 6.00");
  }

  private Document aHostileInvoice() {
    return desk.issued(
        isp,
        NewDocument.of(
                mary.id(),
                NewDocument.Line.of("Internet, Wanjikũ wa Gĩthĩnji", 133_400).coded("NET10"))
            .to(new Party(HOSTILE, KraPin.parse("P051234567Q").orElseThrow()))
            .ordered("LPO-7")
            .noting("turn \u202eround\u0007"));
  }

  private UUID aPayment() {
    return isp.asks(() ->
        jdbc.sql("SELECT id FROM payment")
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }

  private long count(String sql) {
    return isp.asks(() -> jdbc.sql(sql).query((row, _) -> row.getLong(1)).single());
  }

  private static String text(byte[] bytes) {
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      return new PDFTextStripper().getText(pdf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
