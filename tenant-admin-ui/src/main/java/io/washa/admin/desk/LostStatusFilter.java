package io.washa.admin.desk;

import com.vaadin.flow.router.internal.NavigationRouteTarget;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives the page of an address that leads nowhere the status 404. Vaadin finds that out only later,
 * when the page asks for its content, and has answered 200 by then.
 */
public final class LostStatusFilter extends OncePerRequestFilter {
  private static final String ROOT = "/admin";

  private final List<KnownRows> rows;

  /** A filter that knows the views with ids. */
  public LostStatusFilter(List<KnownRows> rows) {
    this.rows = List.copyOf(rows);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    String accept = request.getHeader("Accept");
    return !request.getMethod().equals("GET")
        || request.getParameter("v-r") != null
        || !(path.equals(ROOT) || path.startsWith(ROOT + "/"))
        || path.startsWith(ROOT + "/VAADIN/")
        || accept == null
        || !accept.contains("text/html");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null
        && authentication.getPrincipal() instanceof Staff staff
        && !leadsSomewhere(request, staff.signedIn())) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
    chain.doFilter(request, response);
  }

  private boolean leadsSomewhere(HttpServletRequest request, SignedIn person) {
    String path = request.getRequestURI().substring(ROOT.length()).replaceAll("^/|/$", "");
    NavigationRouteTarget found =
        ApplicationRouteRegistry.getInstance(new VaadinServletContext(request.getServletContext()))
            .getNavigationRouteTarget(path);
    if (!found.hasTarget()) {
      return false;
    }
    Class<?> view = found.getRouteTarget().getTarget();
    return Entering.mayEnter(view, person) && has(view, lastPart(path), person);
  }

  private boolean has(Class<?> view, @Nullable String parameter, SignedIn person) {
    Optional<KnownRows> known = rows.stream().filter(one -> one.view().equals(view)).findFirst();
    return known.isEmpty()
        || (parameter != null
            && Ids.parse(parameter)
                .filter(id -> TenantUi.ask(person, () -> known.get().has(id)))
                .isPresent());
  }

  private static @Nullable String lastPart(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? null : path.substring(slash + 1);
  }
}
