package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.washa.admin.desk.DeskLayout;
import io.washa.admin.desk.Needs;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.billing.Tills;
import io.washa.billing.approvals.Approval;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Approvals;
import io.washa.billing.approvals.Decided;
import io.washa.customers.Subscribers;
import io.washa.identity.Permission;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;

/** What waits for another person, and what was decided last. */
@Route(value = "approvals", layout = DeskLayout.class)
@Needs({Permission.APPROVE, Permission.REFUND, Permission.VOID, Permission.CREDIT})
public final class ApprovalsView extends Div implements HasDynamicTitle {
  private static final long serialVersionUID = 1L;

  private final transient Approvals approvals;
  private final transient Subscribers subscribers;
  private final transient Tills tills;
  private final transient Clock clock;
  private final transient Words words = Words.current();
  private final Grid<Approval> open = new Grid<>();
  private final Grid<Approval> decided = new Grid<>();

  ApprovalsView(Approvals approvals, Subscribers subscribers, Tills tills, Clock clock) {
    this.approvals = approvals;
    this.subscribers = subscribers;
    this.tills = tills;
    this.clock = clock;
    addClassName("view");
    columns(open);
    open.setEmptyStateComponent(Parts.empty(text("approvals.none"), text("approvals.none.about")));
    open.addItemClickListener(click -> decide(click.getItem()));
    columns(decided);
    decided
        .addComponentColumn(approval ->
            Parts.twoLines(
                text("approvals." + approval.state().name().toLowerCase(Locale.ROOT)),
                Parts.dotted(decider(approval), approval.answer())))
        .setHeader(text("approvals.decision"));
    add(
        Parts.header(
            text("approvals"),
            text("approvals.about"),
            asker(ApprovalKind.CREDIT),
            asker(ApprovalKind.REFUND)),
        open,
        new H2(text("approvals.decided")),
        decided);
    refresh();
  }

  @Override
  public String getPageTitle() {
    return text("approvals") + " · " + TenantUi.signedIn().tenant().name();
  }

  private Button asker(ApprovalKind kind) {
    Button button =
        new Button(
            Asking.name(kind),
            _ -> {
              AskDialog dialog = new AskDialog(approvals, subscribers, tills, kind);
              dialog.addOpenedChangeListener(_ -> refresh());
              dialog.open();
            });
    button.setVisible(TenantUi.signedIn().may(kind.toAsk()));
    return button;
  }

  private void columns(Grid<Approval> grid) {
    grid.addColumn(approval -> words.moment(approval.askedAt(), clock.instant()))
        .setHeader(text("payment.time"))
        .setAutoWidth(true);
    grid.addComponentColumn(
            approval -> Parts.twoLines(Asking.name(approval.kind()), approval.about()))
        .setHeader(text("approvals.what"));
    grid.addColumn(approval -> words.money(approval.amount()))
        .setHeader(text("payment.amount"))
        .setAutoWidth(true);
    grid.addComponentColumn(approval -> Parts.twoLines(approval.reason(), approval.askedBy()))
        .setHeader(text("approvals.why"));
    grid.setAllRowsVisible(true);
  }

  private static String decider(Approval approval) {
    String who = approval.decidedBy();
    return who == null ? "" : who;
  }

  private void refresh() {
    open.setItems(TenantUi.ask(approvals::open));
    decided.setItems(TenantUi.ask(approvals::decided));
  }

  private void decide(Approval approval) {
    boolean own = approval.askedBy().equals(TenantUi.signedIn().member().email());
    boolean mayApprove = TenantUi.signedIn().may(Permission.APPROVE);
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(Asking.name(approval.kind()) + " · " + words.money(approval.amount()));
    TextField reason = new TextField(text("approvals.refuse.reason"));
    reason.setWidthFull();
    reason.setMaxLength(500);
    dialog.add(
        new Paragraph(Parts.dotted(approval.about(), approval.reason(), approval.askedBy())));
    Button approve =
        new Button(
            text("approvals.approve"),
            _ ->
                done(dialog, () -> approvals.approve(approval.id(), TenantUi.signedIn().member())));
    approve.addThemeVariants(ButtonVariant.PRIMARY);
    Button refuse =
        new Button(
            text(own ? "approvals.withdraw" : "approvals.refuse"),
            _ -> {
              if (reason.isEmpty() && !own) {
                reason.setInvalid(true);
              } else {
                done(
                    dialog,
                    () ->
                        approvals.refuse(
                            approval.id(), reason.getValue(), TenantUi.signedIn().member()));
              }
            });
    if (mayApprove || own) {
      dialog.add(reason);
      dialog.getFooter().add(refuse);
    }
    if (mayApprove && !own) {
      dialog.getFooter().add(approve);
    }
    dialog.getFooter().add(new Button(text("close"), _ -> dialog.close()));
    dialog.open();
  }

  private void done(Dialog dialog, Supplier<Decided> decision) {
    Decided decided = TenantUi.ask(decision);
    Notification.show(
        switch (decided) {
          case Decided.Done _ -> text("approvals.done");
          case Decided.Gone _ -> text("suspense.gone");
          case Decided.Own _ -> text("approvals.own");
          case Decided.NotAllowed _ -> text("approvals.not-allowed");
          case Decided.Impossible impossible -> Asking.why(impossible.why());
        });
    dialog.close();
    refresh();
  }
}
