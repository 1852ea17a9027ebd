package io.washa.portal.web;

import io.washa.portal.Offer;
import io.washa.portal.Offers;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/** Shows what the ISP sells. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class HomeController {
  private final Offers offers;

  HomeController(Offers offers) {
    this.offers = offers;
  }

  @GetMapping("/")
  ModelAndView plans(@ModelAttribute("page") Page page, HttpServletResponse response) {
    // Nothing personal: the browser may go back to it without asking.
    response.setHeader("Cache-Control", "private, max-age=30");
    response.setHeader("Vary", "Accept-Language");
    List<PlanCard> plans =
        forLines(offers.onSale()).stream().map(offer -> PlanCard.of(offer, page)).toList();
    boolean mixed = plans.stream().map(PlanCard::access).distinct().count() > 1;
    return new ModelAndView("portal/plans").addObject("plans", plans).addObject("mixed", mixed);
  }

  /** A pass for the Wi-Fi is sold at its door, where the device is known. */
  private static List<Offer> forLines(List<Offer> all) {
    List<Offer> others = all.stream().filter(offer -> !offer.access().equals("hotspot")).toList();
    return others.isEmpty() ? all : others;
  }
}
