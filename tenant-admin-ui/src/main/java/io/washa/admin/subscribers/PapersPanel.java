package io.washa.admin.subscribers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.PaperLinks;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.billing.documents.Document;
import io.washa.insight.PaymentList;
import java.util.List;
import java.util.UUID;

/** A subscriber's statement, documents and receipts, each as a page and as PDF. */
final class PapersPanel extends Div {
  private static final long serialVersionUID = 1L;
  private static final int LAST_RECEIPTS = 5;

  private final transient Words words = Words.current();

  PapersPanel(UUID subscriber, List<PaymentList.Line> payments, List<Document> documents) {
    super(new H2(text("subscriber.papers")));
    addClassName("panel");
    setId("papers");
    add(PaperLinks.row(text("subscriber.statement"), "", "statements/" + subscriber));
    if (documents.isEmpty()) {
      add(new Paragraph(text("subscriber.papers.none")));
    }
    documents.forEach(one ->
        add(
            PaperLinks.row(
                one,
                Parts.dotted(words.date(one.issuedAt()), words.money(one.total()), due(one)))));
    payments.stream()
        .limit(LAST_RECEIPTS)
        .forEach(one -> {
          String receipt = one.receipt();
          add(
              PaperLinks.row(
                  Parts.dotted(text("payment.receipt.open"), receipt == null ? "" : receipt),
                  Parts.dotted(words.date(one.receivedAt()), words.money(one.amount())),
                  "receipts/" + one.id()));
        });
  }

  private String due(Document document) {
    return document.outstanding() > 0 ? text("paper.due", words.money(document.outstanding())) : "";
  }
}
