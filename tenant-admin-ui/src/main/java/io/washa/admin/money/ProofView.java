package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.approvals.Approvals;
import io.washa.identity.Permission;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.DailyProof;
import io.washa.payments.recovery.DailyProof.Finding;
import io.washa.payments.recovery.DailyProof.Proof;
import io.washa.payments.recovery.Explaining;
import io.washa.payments.recovery.PullTransactions;
import io.washa.payments.recovery.StatementUploads;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** M-Pesa's side of a day beside the books, the difference, and what explains it. */
@Route(value = "proof", layout = DeskLayout.class)
@Needs(Permission.VIEW_PAYMENTS)
public final class ProofView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient DailyProof proofs;
  private final transient PullTransactions pull;
  private final transient Refreshing refreshing;
  private final transient Words words = Words.current();
  private final transient FindingActions actions;
  private final boolean acts = TenantUi.signedIn().may(Permission.TAKE_PAYMENTS);
  private final Select<Shortcode> shortcode = new Select<>();
  private final DatePicker day = new DatePicker();
  private final Div proof = new Div();
  private final Uploading uploading;
  private final Paragraph said = new Paragraph();
  private transient @Nullable AutoCloseable refresh;

  ProofView(
      DailyProof proofs, Acting acting, Refreshing refreshing, Shortcodes shortcodes, Clock clock) {
    this.proofs = proofs;
    this.pull = acting.pull();
    this.refreshing = refreshing;
    actions = new FindingActions(acting.explaining(), acting.approvals(), words, this::show);
    uploading = new Uploading(acting.uploads(), shortcode::getValue);
    addClassName("view");
    List<Shortcode> all = TenantUi.ask(shortcodes::all);
    shortcode.setLabel(text("proof.shortcode"));
    shortcode.setItems(all);
    shortcode.setItemLabelGenerator(Shortcode::number);
    day.setLabel(text("proof.day"));
    day.setLocale(Locale.UK);
    day.setValue(LocalDate.ofInstant(clock.instant(), TenantUi.signedIn().tenant().zone()));
    shortcode.addValueChangeListener(_ -> {
      boolean _ = uploading.refresh();
      show();
    });
    day.addValueChangeListener(_ -> show());
    said.getElement().setAttribute("aria-live", "polite");
    Div choose = new Div(shortcode, day);
    choose.addClassName("facts");
    add(Parts.header(text("proof"), text("proof.about")), choose, proof, uploading);
    // A statement brings money: whoever takes cash does not also say what M-Pesa says.
    uploading.allow(TenantUi.signedIn().may(Permission.APPROVE));
    if (acts) {
      add(new Button(text("proof.pull"), _ -> pull()));
    }
    add(said);
    all.stream().findFirst().ifPresent(shortcode::setValue);
  }

  /** What the view does beside showing. */
  @Component
  @ConditionalOnRole(Role.ADMIN)
  record Acting(
      StatementUploads uploads,
      PullTransactions pull,
      Explaining explaining,
      Approvals approvals) {}

  @Override
  public String getPageTitle() {
    return text("proof") + " · " + TenantUi.signedIn().tenant().name();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    refresh =
        refreshing.every(
            event.getUI(),
            () -> {
              if (uploading.refresh()) {
                show();
              }
            });
  }

  @Override
  protected void onDetach(DetachEvent event) {
    Refreshing.end(refresh);
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
          case PullTransactions.Looked.Partly partly -> text("proof.partly", partly.trouble());
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
    proof.add(new Paragraph(text(verdict(found))));
    UnorderedList findings = new UnorderedList();
    found.findings().forEach(finding -> findings.add(line(finding)));
    proof.add(findings);
  }

  private static String verdict(Proof found) {
    if (found.differs()) {
      return "proof.not-zero";
    }
    if (found.complete()) {
      return "proof.zero";
    }
    return found.paymentsTold() ? "proof.payments-told" : "proof.incomplete";
  }

  private ListItem line(Finding finding) {
    ListItem line =
        new ListItem(
            text(
                "finding." + finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                finding.receipt(),
                words.date(finding.at()),
                words.money(finding.mpesa()),
                words.money(finding.ours())));
    if (acts) {
      actions.of(finding).ifPresent(line::add);
    }
    return line;
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
