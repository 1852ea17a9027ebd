package io.washa.portal.web;

import io.washa.customers.PhoneNumber;
import io.washa.insight.ServiceStatus;
import io.washa.portal.Door;
import io.washa.portal.Offer;
import io.washa.portal.Offers;
import io.washa.portal.Passes;
import io.washa.portal.PayBills;
import io.washa.portal.Standing;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where a hotspot's router sends a device that has no internet yet. Everything the pages need is in
 * their addresses: the windows that phones open for a hotspot keep no cookies.
 */
@Controller
@ConditionalOnRole(Role.PORTAL)
class CaptiveController {
  private final Offers offers;
  private final Passes passes;
  private final Standing standing;
  private final Ordering ordering;
  private final Tools tools;

  CaptiveController(
      Offers offers, Passes passes, Standing standing, Ordering ordering, Tools tools) {
    this.offers = offers;
    this.passes = passes;
    this.standing = standing;
    this.ordering = ordering;
    this.tools = tools;
  }

  /** What the pages keep their promises with. */
  @Component
  @ConditionalOnRole(Role.PORTAL)
  record Tools(FormTokens tokens, Tries tries, PayBills payBills) {}

  /** The door: whoever paid is let in, whoever is about to pay goes on, the others choose. */
  @GetMapping("/captive")
  ModelAndView enter(Knock knock, HttpServletRequest request, @ModelAttribute("page") Page page) {
    Optional<Door> door = knock.door();
    Optional<Passes.Guest> guest = door.flatMap(at -> passes.appeared(at, knock.address()));
    if (door.isEmpty() || guest.isEmpty()) {
      return Answers.notice("door", HttpStatus.NOT_FOUND);
    }
    Optional<ServiceStatus> pass =
        guest.get().pass().flatMap(standing::ofService).filter(ServiceStatus::active);
    if (pass.isPresent() && !guest.get().goodAt().isEmpty()) {
      return plans(door.get(), page).addObject("goodAt", String.join(", ", guest.get().goodAt()));
    } else if (pass.isPresent()) {
      return paid(pass.get(), request, page);
    }
    return guest
        .get()
        .openPrompt()
        .map(intent -> Answers.seeOther(page.link("/pay/" + intent)))
        .orElseGet(() -> plans(door.get(), page));
  }

  private static ModelAndView paid(ServiceStatus pass, HttpServletRequest request, Page page) {
    return new ModelAndView("portal/captive-paid")
        .addObject("pass", pass.plan())
        .addObject("online", pass.online())
        .addObject("until", pass.endsAt() == null ? null : page.words().moment(pass.endsAt()))
        .addObject("refresh", pass.online() ? null : 3)
        .addObject("error", pass.connected() ? null : pass.error())
        .addObject("again", "/captive?" + request.getQueryString());
  }

  /**
   * What a router's login page asks for to find out whether we can be reached: with it the way on
   * is seen in place of the warning.
   */
  @GetMapping("/captive/open.css")
  ResponseEntity<String> open() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("text/css"))
        .cacheControl(CacheControl.noStore())
        .body(".up{display:block}.down{display:none}");
  }

  /** The plans for a device that knocked before. */
  @GetMapping("/captive/plans")
  ModelAndView choose(
      @RequestParam(required = false) @Nullable String d, @ModelAttribute("page") Page page) {
    return Knock.opened(d, tools.tokens())
        .map(door -> plans(door, page))
        .orElseGet(() -> Answers.notice("door", HttpStatus.NOT_FOUND));
  }

  private ModelAndView plans(Door door, Page page) {
    String sealed = Knock.sealed(door, tools.tokens());
    List<PlanCard> cards =
        offers.onSale().stream()
            .filter(offer -> offer.access().equals("hotspot"))
            .filter(offer -> offer.isSoldAt(door.site()))
            .map(offer -> card(offer, sealed, page))
            .toList();
    return new ModelAndView("portal/captive").addObject("plans", cards);
  }

  private static PlanCard card(Offer offer, String door, Page page) {
    return PlanCard.of(offer, page, page.link("/captive/buy/" + offer.id() + "?d=" + door));
  }

  @GetMapping("/captive/buy/{plan}")
  ModelAndView ask(
      @PathVariable String plan,
      @RequestParam(required = false) @Nullable String d,
      @ModelAttribute("page") Page page) {
    Offer offer = offered(plan);
    return Knock.opened(d, tools.tokens())
        .map(door -> form(offer, door, "", page))
        .orElseGet(() -> Answers.notice("door", HttpStatus.NOT_FOUND));
  }

  @PostMapping("/captive/buy/{plan}")
  ModelAndView buy(
      @PathVariable String plan,
      @RequestParam(required = false) @Nullable String d,
      BuyForm form,
      @ModelAttribute("page") Page page) {
    Offer offer = offered(plan);
    Optional<Door> door = Knock.opened(d, tools.tokens());
    if (door.isEmpty()) {
      return Answers.notice("door", HttpStatus.NOT_FOUND);
    }
    String typed = form.typedPhone();
    Optional<PhoneNumber> phone = PhoneNumber.parse(typed);
    if (phone.isEmpty()) {
      String problem = page.words().text(PhoneProblem.of(typed).key(), typed, page.name());
      return refused(offer, door.get(), typed, problem, page);
    }
    if (!offer.isSoldAt(door.get().site())) {
      return Answers.notice("not-here", HttpStatus.UNPROCESSABLE_CONTENT);
    }
    String device = "door " + door.get().device();
    if (!tools.tries().mayTry(device)) {
      return refused(offer, door.get(), typed, page.words().text("captive.too-many"), page);
    }
    tools.tries().count(device);
    return passes
        .prepare(door.get(), offer.id(), phone.get())
        .map(pass -> place(new Order(pass, offer.id(), phone.get(), false), offer, page))
        .orElseGet(() -> Answers.notice("door", HttpStatus.NOT_FOUND));
  }

  private ModelAndView place(Order order, Offer offer, Page page) {
    return switch (ordering.place(order)) {
      case Ordering.Placed.Going(UUID intent) -> Answers.seeOther(page.link("/pay/" + intent));
      case Ordering.Placed.SiteDown() ->
          Answers.siteDown(PlanCard.of(offer, page), order.sealed(tools.tokens(), true));
      case Ordering.Placed.ByHand() ->
          Answers.seeOther(page.link(ClaimSubject.of(order).byHand(tools.tokens())));
      case Ordering.Placed.CannotPrompt() ->
          Answers.notice("no-payments", HttpStatus.SERVICE_UNAVAILABLE);
      case Ordering.Placed.NotSoldThere() ->
          Answers.notice("not-here", HttpStatus.UNPROCESSABLE_CONTENT);
      case Ordering.Placed.Gone() -> Answers.notice("missing", HttpStatus.NOT_FOUND);
    };
  }

  private ModelAndView form(Offer offer, Door door, String phone, Page page) {
    String sealed = Knock.sealed(door, tools.tokens());
    Optional<String> payBill = tools.payBills().primary();
    return new ModelAndView("portal/captive-buy")
        .addObject("plan", card(offer, sealed, page))
        .addObject("phone", phone)
        .addObject("payBill", payBill.orElse(null))
        .addObject("payCode", payBill.flatMap(_ -> passes.payCode(door)).orElse(null))
        .addObject("amount", Words.typedAmount(offer.price()))
        .addObject("all", page.link("/captive/plans?d=" + sealed));
  }

  private ModelAndView refused(Offer offer, Door door, String typed, String problem, Page page) {
    ModelAndView again = form(offer, door, typed, page).addObject("problem", problem);
    again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return again;
  }

  private Offer offered(String plan) {
    return Ids.parse(plan)
        .flatMap(offers::find)
        .filter(offer -> offer.access().equals("hotspot"))
        .filter(offer -> offers.onSale().contains(offer))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
