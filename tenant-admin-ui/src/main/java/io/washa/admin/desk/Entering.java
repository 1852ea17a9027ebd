package io.washa.admin.desk;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.Arrays;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Gives a new session its person and lets nobody into a view that the person's role does not need.
 * A view that says nothing is for nobody.
 */
@Component
@ConditionalOnRole(Role.ADMIN)
class Entering implements VaadinServiceInitListener {
  private static final long serialVersionUID = 1L;

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event
        .getSource()
        .addSessionInitListener(init -> init.getSession().setAttribute(SignedIn.class, person()));
    event
        .getSource()
        .addUIInitListener(init -> init.getUI().addBeforeEnterListener(Entering::guard));
  }

  private static SignedIn person() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Staff staff) {
      return staff.signedIn();
    }
    throw new IllegalStateException("a session begins without a person");
  }

  private static void guard(BeforeEnterEvent event) {
    if (!event.isErrorEvent() && !mayEnter(event.getNavigationTarget(), TenantUi.signedIn())) {
      event.rerouteToError(NotFoundException.class);
    }
  }

  static boolean mayEnter(Class<?> view, SignedIn person) {
    Needs needs = view.getAnnotation(Needs.class);
    return needs != null
        && (needs.value().length == 0 || Arrays.stream(needs.value()).anyMatch(person::may));
  }
}
