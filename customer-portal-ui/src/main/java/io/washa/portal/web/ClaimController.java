package io.washa.portal.web;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.insight.ClaimStanding;
import io.washa.insight.ServiceStatus;
import io.washa.payments.ClaimAnswer;
import io.washa.payments.Claims;
import io.washa.portal.Claiming;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Standing;
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

/** "I have paid": hears it, and shows what becomes of it. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class ClaimController {
  private static final String FORM = "paid";
  private static final Duration FORM_LIFE = Duration.ofHours(2);

  /** Seconds after which a page that waits looks again. */
  private static final int LOOK_AGAIN = 5;

  private final Claiming claiming;
  private final Lines lines;
  private final Standing standing;
  private final FormTokens tokens;

  ClaimController(Claiming claiming, Lines lines, Standing standing, FormTokens tokens) {
    this.claiming = claiming;
    this.lines = lines;
    this.standing = standing;
    this.tokens = tokens;
  }

  @GetMapping("/paid")
  ModelAndView ask(@RequestParam(required = false) @Nullable String s) {
    return form(ClaimForm.empty(), ClaimSubject.open(tokens, s));
  }

  @PostMapping("/paid")
  ModelAndView claim(ClaimForm typed, @ModelAttribute("page") Page page) {
    if (!(tokens.open(FORM, typed.token()) instanceof FormTokens.Opened.Valid)) {
      return refused(typed, page, "form.expired", HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Optional<ClaimSubject> known = ClaimSubject.open(tokens, typed.s());
    if (known.isPresent()) {
      return claim(known.get(), typed, page);
    }
    List<Line> found = named(typed.typedAccount());
    return switch (found.size()) {
      case 0 -> refused(typed, page, "claim.nobody", HttpStatus.UNPROCESSABLE_CONTENT);
      case 1 -> claim(new ClaimSubject(found.getFirst().service(), null), typed, page);
      default -> choose(found, typed);
    };
  }

  private ModelAndView claim(ClaimSubject subject, ClaimForm typed, Page page) {
    ClaimAnswer answer =
        claiming.claim(
            new Claims.NewClaim(
                subject.service(), subject.plan(), typed.typedCode(), typed.typedProof()));
    return switch (answer) {
      case ClaimAnswer.Found _, ClaimAnswer.YoursAlready _ ->
          Answers.seeOther(page.link("/paid/found?s=" + subject.sealed(tokens)));
      case ClaimAnswer.Waiting(UUID claim) -> Answers.seeOther(page.link("/paid/" + claim));
      case ClaimAnswer.NoCode() ->
          refused(typed, page, "claim.no-code", HttpStatus.UNPROCESSABLE_CONTENT);
      case ClaimAnswer.DoesNotFit() ->
          refused(typed, page, "claim.does-not-fit", HttpStatus.UNPROCESSABLE_CONTENT);
      case ClaimAnswer.TooMany() ->
          refused(typed, page, "claim.too-many", HttpStatus.TOO_MANY_REQUESTS);
    };
  }

  /** The money is there: how the service that it was for stands. */
  @GetMapping("/paid/found")
  ModelAndView found(
      @RequestParam(required = false) @Nullable String s, @ModelAttribute("page") Page page) {
    return ClaimSubject.open(tokens, s)
        .map(subject -> show("found", subject.service(), page))
        .orElseGet(() -> Answers.notice("missing", HttpStatus.NOT_FOUND));
  }

  /** How a claim stands that had to wait. */
  @GetMapping("/paid/{claim}")
  ModelAndView standing(@PathVariable String claim, @ModelAttribute("page") Page page) {
    ClaimStanding stands =
        Ids.parse(claim)
            .flatMap(claiming::findClaim)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return switch (stands.state()) {
      case MATCHED -> show("found", stands.service(), page);
      case OPEN ->
          show("waiting", stands.service(), page)
              .addObject("receipt", stands.receipt())
              .addObject("refresh", LOOK_AGAIN);
      case REFUSED ->
          show("refused", stands.service(), page)
              .addObject("receipt", stands.receipt())
              .addObject("reason", stands.reason())
              .addObject(
                  "again", page.link(new ClaimSubject(stands.service(), null).claim(tokens)));
    };
  }

  private ModelAndView show(String kind, UUID service, Page page) {
    Optional<ServiceStatus> status = standing.ofService(service);
    boolean through = status.filter(now -> now.active() && now.connected()).isPresent();
    ModelAndView view =
        new ModelAndView("portal/claim-answer")
            .addObject("kind", kind)
            .addObject("connected", through)
            .addObject(
                "until", status.map(ServiceStatus::endsAt).map(page.words()::moment).orElse(null));
    return kind.equals("found") && !through ? view.addObject("refresh", LOOK_AGAIN) : view;
  }

  private List<Line> named(String typed) {
    return AccountNumber.parse(typed)
        .map(lines::ofAccount)
        .filter(found -> !found.isEmpty())
        .or(() -> PhoneNumber.parse(typed).map(lines::ofPhone))
        .orElse(List.of());
  }

  /** One of several services. */
  record Choice(String account, String username, String subject) {}

  private ModelAndView choose(List<Line> found, ClaimForm typed) {
    List<Choice> choices =
        found.stream()
            .map(line ->
                new Choice(
                    line.account().digits(),
                    line.username(),
                    new ClaimSubject(line.service(), null).sealed(tokens)))
            .toList();
    return form(typed, Optional.empty(), "portal/claim-choose").addObject("choices", choices);
  }

  private ModelAndView form(ClaimForm typed, Optional<ClaimSubject> subject) {
    return form(typed, subject, "portal/claim");
  }

  /** Any page that has the form in it. */
  ModelAndView form(ClaimForm typed, Optional<ClaimSubject> subject, String template) {
    return new ModelAndView(template)
        .addObject("typed", typed)
        .addObject("subject", subject.map(known -> known.sealed(tokens)).orElse(null))
        .addObject("account", subject.flatMap(this::accountOf).orElse(null))
        .addObject("token", tokens.seal(FORM, FORM_LIFE));
  }

  private Optional<String> accountOf(ClaimSubject subject) {
    return lines.findLine(subject.service()).map(line -> line.account().digits());
  }

  private ModelAndView refused(ClaimForm typed, Page page, String key, HttpStatus status) {
    ModelAndView again = form(typed, ClaimSubject.open(tokens, typed.s()));
    again.addObject("problem", page.words().text(key, typed.typedAccount(), page.name()));
    again.setStatus(status);
    return again;
  }
}
