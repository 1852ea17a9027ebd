package io.washa.portal.web;

import io.washa.portal.Attempt;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Shows a payment on its way, and lets the subscriber try again. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class PayController {
  private static final String AGAIN = "again";
  private static final Duration AGAIN_LIFE = Duration.ofHours(1);

  private final Progressing progressing;
  private final Ordering ordering;
  private final FormTokens tokens;

  PayController(Progressing progressing, Ordering ordering, FormTokens tokens) {
    this.progressing = progressing;
    this.ordering = ordering;
    this.tokens = tokens;
  }

  @GetMapping("/pay/{intent}")
  ModelAndView page(@PathVariable String intent, @ModelAttribute("page") Page page) {
    return show("portal/pay", find(intent), page);
  }

  /** The part of the page that changes; nothing while it is as the browser has seen it. */
  @GetMapping("/pay/{intent}/progress")
  ModelAndView progress(
      @PathVariable String intent,
      @RequestParam(required = false) @Nullable String seen,
      @ModelAttribute("page") Page page) {
    Progressing.Payment payment = find(intent);
    ProgressView view = progressing.view(payment, page);
    if (view.mark().equals(seen)) {
      ModelAndView nothingNew = new ModelAndView(new Nothing());
      nothingNew.setStatus(HttpStatus.NO_CONTENT);
      return nothingNew;
    }
    return show("portal/progress :: progress", payment, page);
  }

  @GetMapping("/pay/{intent}/progress.json")
  @ResponseBody
  ProgressJson progressForMachines(@PathVariable String intent, @ModelAttribute("page") Page page) {
    Progressing.Payment payment = find(intent);
    return ProgressJson.of(payment, progressing.view(payment, page));
  }

  /** Prompts the same phone for the same plan again, if the attempt before has surely ended. */
  @PostMapping("/pay/{intent}/again")
  ModelAndView again(
      @PathVariable String intent,
      @RequestParam(required = false) @Nullable String token,
      @ModelAttribute("page") Page page) {
    Progressing.Payment payment = find(intent);
    if (payment.stage() != Stage.FAILED || !vouchedFor(token, payment.attempt().intent())) {
      return Answers.seeOther(page.link("/pay/" + payment.attempt().intent()));
    }
    Attempt before = payment.attempt();
    Order order = new Order(before.service(), before.plan(), before.phone(), false);
    return switch (ordering.place(order)) {
      case Ordering.Placed.Going(UUID next) -> Answers.seeOther(page.link("/pay/" + next));
      case Ordering.Placed.SiteDown() ->
          Answers.siteDown(PlanCard.of(payment.offer(), page), order.sealed(tokens, true));
      case Ordering.Placed.ByHand() ->
          Answers.seeOther(page.link(ClaimSubject.of(order).byHand(tokens)));
      case Ordering.Placed.CannotPrompt() ->
          Answers.notice("no-payments", HttpStatus.SERVICE_UNAVAILABLE);
      case Ordering.Placed.NotSoldThere() ->
          Answers.notice("not-here", HttpStatus.UNPROCESSABLE_CONTENT);
      case Ordering.Placed.Gone() -> Answers.notice("missing", HttpStatus.NOT_FOUND);
    };
  }

  private boolean vouchedFor(@Nullable String token, UUID intent) {
    return tokens.open(AGAIN, token) instanceof FormTokens.Opened.Valid valid
        && valid.values().equals(List.of(intent.toString()));
  }

  private ModelAndView show(String view, Progressing.Payment payment, Page page) {
    Attempt attempt = payment.attempt();
    String here = "/pay/" + attempt.intent();
    ProgressView progress = progressing.view(payment, page);
    return new ModelAndView(view)
        .addObject("progress", progress)
        .addObject("plan", PlanCard.of(payment.offer(), page))
        .addObject("price", page.words().money(payment.price()))
        .addObject("account", attempt.account().digits())
        .addObject("here", page.link(here))
        .addObject("poll", page.link(here + "/progress?seen=" + progress.mark()))
        .addObject("receipt", page.link("/receipt/" + attempt.intent()))
        .addObject("claimLink", claimLink(payment, page))
        .addObject("againLink", page.link(here + "/again"))
        .addObject("token", tokens.seal(AGAIN, AGAIN_LIFE, attempt.intent().toString()))
        .addObject("htmx", Htmx.link());
  }

  /** Where to say "I have paid"; null once the money is known. */
  private @Nullable String claimLink(Progressing.Payment payment, Page page) {
    Attempt attempt = payment.attempt();
    return payment.stage().unpaid()
        ? page.link(new ClaimSubject(attempt.service(), attempt.plan()).claim(tokens))
        : null;
  }

  private Progressing.Payment find(String intent) {
    return Ids.parse(intent)
        .flatMap(progressing::find)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
