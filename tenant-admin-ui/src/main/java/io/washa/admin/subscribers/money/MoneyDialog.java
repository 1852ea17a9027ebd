package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.washa.admin.desk.PaperLinks;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.identity.Permission;
import java.util.UUID;

/**
 * A dialog that books one thing once, however often its button is pressed: it may refuse and be
 * pressed again, and after it is done it only shows what came of it.
 */
abstract class MoneyDialog extends Dialog {
  private static final long serialVersionUID = 1L;

  private final Permission needed;
  private final transient Runnable changed;
  private final transient Words words = Words.current();
  private final String request = "desk:" + UUID.randomUUID();
  private final Div body = new Div();
  private final Paragraph said = new Paragraph();
  private final Button act;
  private boolean booked;

  /**
   * A dialog.
   *
   * @param key of its title; with {@code .act} added, of its button
   * @param needed what whoever presses must be allowed to do
   * @param changed told when something was booked
   */
  MoneyDialog(String key, Permission needed, Runnable changed) {
    this.needed = needed;
    this.changed = changed;
    setHeaderTitle(text(key));
    setWidth("40rem");
    said.setId("money-said");
    said.getElement().setAttribute("aria-live", "polite");
    act = new Button(text(key + ".act"), _ -> press());
    act.addThemeVariants(ButtonVariant.PRIMARY);
    act.setDisableOnClick(true);
    act.setId("money-act");
    super.add(body, said);
    Button leave = new Button(text("close"), _ -> close());
    leave.setId("money-close");
    getFooter().add(leave, act);
  }

  /** Books what the fields say. Called for whoever may, until it is done. */
  abstract Outcome book();

  /** Puts fields into the dialog; they go away when it is done. */
  final void fields(Component... fields) {
    Div row = new Div(fields);
    row.addClassName("fields");
    body.add(row);
  }

  /** Puts something else into the dialog; it goes away when it is done. */
  final void show(Component... components) {
    body.add(components);
  }

  /** A sentence above the fields. */
  final void about(String sentence) {
    body.add(new Paragraph(sentence));
  }

  /** Names this try of the person's: what is booked for it is booked once. */
  final String request() {
    return request;
  }

  final Words words() {
    return words;
  }

  /** Tells the page that something is different now. */
  final void changed() {
    changed.run();
  }

  /** What the button does. */
  final void press() {
    if (booked) {
      return;
    }
    Outcome outcome =
        TenantUi.signedIn().may(needed) ? book() : Outcome.refused("approvals.not-allowed");
    switch (outcome) {
      case Outcome.Refused refused -> {
        said.setText(refused.sentence());
        said.addClassName("problem");
        act.setEnabled(true);
      }
      case Outcome.Done done -> {
        booked = true;
        body.removeAll();
        said.removeClassName("problem");
        said.setText(done.sentence());
        done.documents().forEach(one -> body.add(PaperLinks.row(one, words.money(one.total()))));
        getFooter().remove(act);
        changed.run();
      }
    }
  }
}
