package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.notification.Notification;
import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Texts;
import io.washa.identity.Permission;
import java.util.Optional;
import java.util.function.Function;

/**
 * A button that does something to a router. A router may take its time, so that the page is not
 * kept waiting for it; who may not do it has no button, and is refused all the same.
 */
final class DeedButton extends Button {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_NOTE = 120;

  private final transient Function<SignedIn, String> deed;
  private final transient Runnable changed;
  private final String key;
  private boolean slow = true;

  /**
   * A button.
   *
   * @param key of its words; with {@code .sure} added, of what is asked before, if there is such
   * @param deed what it does, and what became of it in words; runs for the person's tenant
   * @param changed told when it is over
   */
  DeedButton(String key, Function<SignedIn, String> deed, Runnable changed) {
    super(text(key));
    this.key = key;
    this.deed = deed;
    this.changed = changed;
    addClassName(key.replace('.', '-'));
    addClickListener(_ -> ask());
  }

  /** The button, for whoever may have one. */
  static Optional<DeedButton> forWhoMay(
      String key, Function<SignedIn, String> deed, Runnable changed) {
    return TenantUi.signedIn().may(Permission.MANAGE_NETWORK)
        ? Optional.of(new DeedButton(key, deed, changed))
        : Optional.empty();
  }

  /** For what needs no router: done while the page waits. */
  DeedButton atOnce() {
    slow = false;
    return this;
  }

  private void ask() {
    if (!Texts.has(key + ".sure")) {
      press();
      return;
    }
    ConfirmDialog sure = new ConfirmDialog();
    sure.setHeader(text(key));
    sure.setText(text(key + ".sure"));
    sure.setCancelable(true);
    sure.setConfirmText(text(key));
    sure.addConfirmListener(_ -> press());
    sure.open();
  }

  /** Does it, and shows what became of it. */
  void press() {
    SignedIn person = TenantUi.signedIn();
    if (!person.may(Permission.MANAGE_NETWORK)) {
      show(text("approvals.not-allowed"));
      return;
    }
    UI page = UI.getCurrent();
    if (page == null || !slow) {
      said(done(person));
      return;
    }
    setEnabled(false);
    Thread.ofVirtual()
        .name("desk-deed")
        .start(() -> {
          String said = done(person);
          TenantUi.access(page, () -> said(said));
        });
  }

  private String done(SignedIn person) {
    try {
      return TenantUi.ask(person, () -> deed.apply(person));
    } catch (RuntimeException e) {
      return text("router.deed.failed", String.valueOf(e.getMessage()));
    }
  }

  private void said(String sentence) {
    setEnabled(true);
    show(sentence);
    changed.run();
  }

  /**
   * What is long, as a dry run's answer, stays until it was read. The page may have put another
   * button in this one's place meanwhile.
   */
  private void show(String sentence) {
    if (UI.getCurrent() == null) {
      return;
    }
    if (sentence.length() <= LONGEST_NOTE && !sentence.contains("\n")) {
      Notification.show(sentence);
      return;
    }
    Dialog whole = new Dialog(DriftPanel.typed(sentence));
    whole.setHeaderTitle(text(key));
    whole.setWidth("44rem");
    whole.getFooter().add(new Button(text("close"), _ -> whole.close()));
    whole.open();
  }
}
