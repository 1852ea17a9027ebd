package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.washa.admin.desk.TenantUi;
import io.washa.identity.Permission;
import java.util.function.Supplier;

/** A row of buttons that open dialogs, each only for whoever may. */
final class Actions extends Div {
  private static final long serialVersionUID = 1L;

  Actions() {
    addClassNames("fields", "actions");
  }

  /** A button; there is none for whoever may not. */
  Actions with(String key, Permission needed, Supplier<Dialog> dialog) {
    if (TenantUi.signedIn().may(needed)) {
      Button button = new Button(text(key), _ -> dialog.get().open());
      button.addClassName(key.replace('.', '-'));
      add(button);
    }
    return this;
  }

  /** Whether there is a button at all. */
  boolean any() {
    return getComponentCount() > 0;
  }
}
