package io.washa.portal.web;

import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Offer;
import io.washa.portal.Offers;
import io.washa.portal.PayBills;
import io.washa.portal.PayPoint;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Says where to pay while nobody can be prompted, and asks for the M-Pesa code. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class ByHandController {
  private final Offers offers;
  private final Lines lines;
  private final PayBills payBills;
  private final Asking asking;

  ByHandController(Offers offers, Lines lines, PayBills payBills, Asking asking) {
    this.offers = offers;
    this.lines = lines;
    this.payBills = payBills;
    this.asking = asking;
  }

  /** What asks for the code. */
  @org.springframework.stereotype.Component
  @ConditionalOnRole(Role.PORTAL)
  record Asking(ClaimController claims, FormTokens tokens) {}

  @GetMapping("/by-hand")
  ModelAndView show(
      @RequestParam(required = false) @Nullable String s, @ModelAttribute("page") Page page) {
    Optional<ClaimSubject> subject = ClaimSubject.open(asking.tokens(), s);
    Optional<Line> line = subject.map(ClaimSubject::service).flatMap(lines::findLine);
    Optional<Offer> offer =
        subject.flatMap(known -> Optional.<UUID>ofNullable(known.plan())).flatMap(offers::find);
    Optional<PayPoint> point = payBills.byHand();
    if (line.isEmpty() || offer.isEmpty() || point.isEmpty()) {
      return Answers.notice("missing", HttpStatus.NOT_FOUND);
    }
    return asking
        .claims()
        .form(ClaimForm.empty(), subject, "portal/by-hand")
        .addObject("plan", PlanCard.of(offer.get(), page))
        .addObject("point", point.get())
        .addObject("amount", Words.typedAmount(offer.get().price()))
        .addObject("payAccount", line.get().account().digits());
  }
}
