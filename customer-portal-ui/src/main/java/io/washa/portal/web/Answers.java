package io.washa.portal.web;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Answers that several pages give. */
final class Answers {
  private Answers() {}

  /** Sends the browser on with GET; the address is relative, so that it survives a proxy. */
  static ModelAndView seeOther(String address) {
    RedirectView view = new RedirectView(address, false, true, false);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(view);
  }

  /** A page that says one thing, by the key of its texts. */
  static ModelAndView notice(String kind, HttpStatus status) {
    return new ModelAndView("portal/notice", Map.of("notice", kind), status);
  }

  /**
   * Tells that the site is down before any money is asked for.
   *
   * @param order sealed, to be placed all the same
   */
  static ModelAndView siteDown(PlanCard plan, String order) {
    return new ModelAndView("portal/anyway", Map.of("plan", plan, "order", order));
  }
}
