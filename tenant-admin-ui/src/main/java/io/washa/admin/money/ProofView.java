package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.DailyProof;
import io.washa.payments.recovery.DailyProof.Proof;
import io.washa.payments.recovery.PullTransactions;
import io.washa.payments.recovery.StatementImport;
import io.washa.payments.recovery.StatementImport.Imported;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** M-Pesa's side of a day beside the books, the difference, and what explains it. */
@Route(value = "proof", layout = DeskLayout.class)
@Needs(Permission.VIEW_PAYMENTS)
public final class ProofView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_STATEMENT = 20 * 1024 * 1024;

  private final transient DailyProof proofs;
  private final transient StatementImport statements;
  private final transient PullTransactions pull;
  private final transient Words words = Words.current();
  private final Select<Shortcode> shortcode = new Select<>();
  private final DatePicker day = new DatePicker();
  private final Div proof = new Div();
  private final Paragraph said = new Paragraph();

  ProofView(
      DailyProof proofs,
      StatementImport statements,
      PullTransactions pull,
      Shortcodes shortcodes,
      Clock clock) {
    this.proofs = proofs;
    this.statements = statements;
    this.pull = pull;
    addClassName("view");
    List<Shortcode> all = TenantUi.ask(shortcodes::all);
    shortcode.setLabel(text("proof.shortcode"));
    shortcode.setItems(all);
    shortcode.setItemLabelGenerator(Shortcode::number);
    day.setLabel(text("proof.day"));
    day.setValue(LocalDate.ofInstant(clock.instant(), TenantUi.signedIn().tenant().zone()));
    shortcode.addValueChangeListener(_ -> show());
    day.addValueChangeListener(_ -> show());
    said.getElement().setAttribute("aria-live", "polite");
    Div choose = new Div(shortcode, day);
    choose.addClassName("facts");
    add(Parts.header(text("proof"), text("proof.about")), choose, proof);
    if (TenantUi.signedIn().may(Permission.TAKE_PAYMENTS)) {
      add(acting());
    }
    add(said);
    all.stream().findFirst().ifPresent(shortcode::setValue);
  }

  @Override
  public String getPageTitle() {
    return text("proof") + " · " + TenantUi.signedIn().tenant().name();
  }

  private Component acting() {
    Upload upload =
        new Upload(
            UploadHandler.inMemory((_, bytes) -> take(bytes)).whenStart(() -> said.setText("")));
    upload.setMaxFileSize(LARGEST_STATEMENT);
    upload.setMaxFiles(1);
    upload.setAcceptedFileExtensions(".csv", ".xlsx");
    upload.setUploadButton(new Button(text("proof.upload")));
    Button ask = new Button(text("proof.pull"), _ -> pull());
    Div acting = new Div(upload, ask);
    acting.addClassName("facts");
    return acting;
  }

  private void take(byte[] bytes) {
    Shortcode of = shortcode.getValue();
    if (of == null) {
      return;
    }
    Imported imported =
        TenantUi.ask(() ->
            statements.run(
                of.id(),
                new ByteArrayInputStream(bytes),
                TenantUi.signedIn().member().email(),
                _ -> {}));
    said.setText(
        switch (imported) {
          case Imported.Refused refused -> refused.sentence();
          case Imported.Done done ->
              text("proof.imported", done.lines(), done.fresh(), done.problems().size())
                  + " "
                  + String.join(" ", done.problems().stream().limit(5).toList());
        });
    show();
  }

  private void pull() {
    Shortcode of = shortcode.getValue();
    if (of == null) {
      return;
    }
    PullTransactions.Looked looked =
        TenantUi.ask(() -> pull.look(new PullTransactions.Window(of.id(), Duration.ofDays(2))));
    said.setText(
        switch (looked) {
          case PullTransactions.Looked.Done done -> text("proof.pulled", done.rows(), done.found());
          case PullTransactions.Looked.NotNow notNow -> text("proof.not-now", notNow.reason());
          case PullTransactions.Looked.Refused refused -> text("proof.refused", refused.forStaff());
        });
    show();
  }

  private void show() {
    Shortcode of = shortcode.getValue();
    LocalDate on = day.getValue();
    proof.removeAll();
    if (of != null && on != null) {
      show(TenantUi.ask(() -> proofs.of(of.id(), on)));
    }
  }

  private void show(Proof found) {
    Div figures = new Div();
    figures.addClassName("facts");
    figures.add(
        figure("proof.mpesa", found.mpesa()),
        figure("proof.payments", found.payments()),
        figure("proof.ledger", found.ledger()),
        figure("proof.suspense", found.suspense()),
        figure("proof.difference", found.difference()));
    proof.add(figures);
    proof.add(
        new Paragraph(
            text(
                found.complete()
                    ? found.difference() == 0 && found.findings().isEmpty()
                        ? "proof.zero"
                        : "proof.not-zero"
                    : "proof.incomplete")));
    UnorderedList findings = new UnorderedList();
    found
        .findings()
        .forEach(finding ->
            findings.add(
                new ListItem(
                    text(
                        "finding."
                            + finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        finding.receipt(),
                        words.date(finding.at()),
                        words.money(finding.mpesa()),
                        words.money(finding.ours())))));
    proof.add(findings);
  }

  private Div figure(String key, long minor) {
    Span label = new Span(text(key));
    label.addClassName("second");
    Span amount = new Span(words.money(minor));
    amount.setId(key.replace('.', '-'));
    Div figure = new Div(label, amount);
    figure.addClassName("two-lines");
    return figure;
  }
}
