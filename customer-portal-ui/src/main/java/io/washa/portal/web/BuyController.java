package io.washa.portal.web;

import io.washa.customers.PhoneNumber;
import io.washa.portal.Line;
import io.washa.portal.Offer;
import io.washa.portal.Offers;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Sells a plan: asks who pays for what, and starts the payment. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class BuyController {
  private static final String FORM = "buy";
  private static final Duration FORM_LIFE = Duration.ofMinutes(30);

  private final Offers offers;
  private final Finding finding;
  private final Ordering ordering;
  private final FormTokens tokens;

  BuyController(Offers offers, Finding finding, Ordering ordering, FormTokens tokens) {
    this.offers = offers;
    this.finding = finding;
    this.ordering = ordering;
    this.tokens = tokens;
  }

  @GetMapping("/buy/{plan}")
  ModelAndView ask(
      @PathVariable String plan,
      @RequestParam(required = false) @Nullable String account,
      @ModelAttribute("page") Page page) {
    return form(offered(plan), new BuyForm(null, account, null, null), page);
  }

  @PostMapping("/buy/{plan}")
  ModelAndView buy(@PathVariable String plan, BuyForm form, @ModelAttribute("page") Page page) {
    Offer offer = offered(plan);
    if (form.order() != null) {
      return confirmed(offer, form.order(), page);
    }
    if (!vouchedFor(form, offer)) {
      return refused(offer, form, page, page.words().text("form.expired"), "page");
    }
    return switch (finding.find(form, offer)) {
      case Finding.Found.One(Line line, PhoneNumber phone) ->
          place(new Order(line.service(), offer.id(), phone, false), offer, page);
      case Finding.Found.Several(List<Line> lines, PhoneNumber phone) ->
          choose(offer, lines, phone, page);
      case Finding.Found.None(String key, String typed, String field) ->
          refused(offer, form, page, page.words().text(key, typed, page.name()), field);
    };
  }

  private boolean vouchedFor(BuyForm form, Offer offer) {
    return tokens.open(FORM, form.token()) instanceof FormTokens.Opened.Valid valid
        && valid.values().equals(List.of(offer.id().toString()));
  }

  private ModelAndView confirmed(Offer offer, String sealed, Page page) {
    Optional<Order> order =
        Order.open(tokens, sealed).filter(opened -> opened.plan().equals(offer.id()));
    if (order.isPresent()) {
      return place(order.get(), offer, page);
    }
    BuyForm empty = new BuyForm(null, null, null, null);
    return refused(offer, empty, page, page.words().text("form.expired"), "page");
  }

  private ModelAndView place(Order order, Offer offer, Page page) {
    return switch (ordering.place(order)) {
      case Ordering.Placed.Going(UUID intent) -> Answers.seeOther(page.link("/pay/" + intent));
      case Ordering.Placed.SiteDown() ->
          Answers.siteDown(PlanCard.of(offer, page), order.sealed(tokens, true));
      case Ordering.Placed.ByHand() ->
          Answers.seeOther(page.link(ClaimSubject.of(order).byHand(tokens)));
      case Ordering.Placed.CannotPrompt() ->
          Answers.notice("no-payments", HttpStatus.SERVICE_UNAVAILABLE);
      case Ordering.Placed.NotSoldThere() ->
          Answers.notice("not-here", HttpStatus.UNPROCESSABLE_CONTENT);
      case Ordering.Placed.Gone() -> Answers.notice("missing", HttpStatus.NOT_FOUND);
    };
  }

  private ModelAndView choose(Offer offer, List<Line> lines, PhoneNumber phone, Page page) {
    List<Choice> choices =
        lines.stream()
            .map(line ->
                new Choice(
                    line.account().digits(),
                    offers.find(line.plan()).map(Offer::name).orElse(""),
                    line.username(),
                    new Order(line.service(), offer.id(), phone, false).sealed(tokens, false)))
            .toList();
    return new ModelAndView("portal/choose")
        .addObject("plan", PlanCard.of(offer, page))
        .addObject("choices", choices);
  }

  /**
   * One of several services.
   *
   * @param plan the plan it had last
   * @param order sealed
   */
  record Choice(String account, String plan, String username, String order) {}

  private ModelAndView form(Offer offer, BuyForm typed, Page page) {
    return new ModelAndView("portal/buy")
        .addObject("plan", PlanCard.of(offer, page))
        .addObject("phone", typed.typedPhone())
        .addObject("account", typed.typedAccount())
        .addObject("token", tokens.seal(FORM, FORM_LIFE, offer.id().toString()));
  }

  private ModelAndView refused(
      Offer offer, BuyForm typed, Page page, String problem, String field) {
    ModelAndView again = form(offer, typed, page);
    again.addObject("problem", problem).addObject("field", field);
    again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return again;
  }

  private Offer offered(String plan) {
    Optional<Offer> offer = Ids.parse(plan).flatMap(offers::find);
    return offer
        .filter(found -> offers.onSale().contains(found))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
