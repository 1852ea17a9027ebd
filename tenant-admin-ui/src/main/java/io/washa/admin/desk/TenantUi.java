package io.washa.admin.desk;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.VaadinSession;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way from a view to its tenant's data. A session's tenant is fixed at sign-in; whatever
 * runs for a view, on whichever thread, runs through here and gets that tenant, not the one that
 * the thread happens to act for.
 */
public final class TenantUi {
  private TenantUi() {}

  /**
   * Who is signed in at the current session.
   *
   * @throws IllegalStateException outside a session, or in one without a person
   */
  public static SignedIn signedIn() {
    VaadinSession session = VaadinSession.getCurrent();
    if (session == null) {
      throw new IllegalStateException("no session is current here");
    }
    return signedIn(session);
  }

  static SignedIn signedIn(VaadinSession session) {
    SignedIn person = session.getAttribute(SignedIn.class);
    if (person == null) {
      throw new IllegalStateException("nobody is signed in at this session");
    }
    return person;
  }

  /** Asks something on behalf of the current session's tenant. */
  public static <R extends @Nullable Object> R ask(Supplier<R> question) {
    return ask(signedIn(), question);
  }

  /** Asks something on behalf of a person's tenant, where no session of Vaadin's is current. */
  public static <R extends @Nullable Object> R ask(SignedIn person, Supplier<R> question) {
    return TenantContext.<R, RuntimeException>call(person.tenant().id(), question::get);
  }

  /**
   * Changes a UI from another thread, on behalf of its tenant; does nothing if the UI is gone. Data
   * that the change makes components fetch is fetched through {@link #ask} again.
   */
  public static void access(UI ui, Command change) {
    VaadinSession session = ui.getSession();
    if (session == null) {
      return;
    }
    try {
      var _ =
          ui.access(() -> {
            TenantId tenant = signedIn(session).tenant().id();
            TenantContext.run(tenant, change::execute);
          });
    } catch (UIDetachedException e) {
      // The person closed the page between our look and our call.
    }
  }
}
