package io.washa.portal.web;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.insight.ServiceStatus;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Papers;
import io.washa.portal.Standing;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows a subscriber how the services of an account stand. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class AccountController {
  private static final String ASK = "account-form";
  private static final String SHOW = "account";
  private static final Duration FORM_LIFE = Duration.ofMinutes(30);
  private static final Duration LOOK_LIFE = Duration.ofMinutes(15);
  private static final int LAST_DIGITS = 3;

  private final Lines lines;
  private final Standing standing;
  private final FormTokens tokens;
  private final Tries tries;
  private final Papers papers;

  AccountController(Lines lines, Standing standing, CaptiveController.Tools tools, Papers papers) {
    this.lines = lines;
    this.standing = standing;
    this.tokens = tools.tokens();
    this.tries = tools.tries();
    this.papers = papers;
  }

  /** What was typed. */
  record Lookup(@Nullable String account, @Nullable String phone, @Nullable String token) {}

  @GetMapping("/account")
  ModelAndView ask(@RequestParam(required = false) @Nullable String account) {
    return form(new BuyForm(null, account, null, null).typedAccount());
  }

  @PostMapping("/account")
  ModelAndView look(Lookup lookup, @ModelAttribute("page") Page page) {
    BuyForm typed = new BuyForm(lookup.phone(), lookup.account(), null, null);
    if (!(tokens.open(ASK, lookup.token()) instanceof FormTokens.Opened.Valid)) {
      return refused(typed, page, "form.expired");
    }
    Optional<AccountNumber> account = AccountNumber.parse(typed.typedAccount());
    if (account.isEmpty()) {
      return refused(typed, page, "buy.bad-account");
    }
    String digits = account.get().digits();
    if (!tries.mayTry(digits)) {
      return refused(typed, page, "account.too-many");
    }
    List<Line> found = lines.ofAccount(account.get());
    if (found.isEmpty() || !knows(typed.typedPhone(), found.getFirst().phone())) {
      tries.count(digits);
      return refused(typed, page, "account.mismatch");
    }
    String token = tokens.seal(SHOW, LOOK_LIFE, digits);
    return Answers.seeOther(page.link("/account/" + digits + "?t=" + token));
  }

  @GetMapping("/account/{number}")
  ModelAndView show(
      @PathVariable String number,
      @RequestParam(name = "t", required = false) @Nullable String token,
      @ModelAttribute("page") Page page) {
    if (!opened(tokens, number, token)) {
      ModelAndView ask = form(number.length() <= 12 ? number : "");
      ask.setStatus(HttpStatus.FORBIDDEN);
      return ask.addObject("problem", page.words().text("account.again"));
    }
    List<LineCard> cards =
        lines.ofAccount(new AccountNumber(number)).stream()
            .flatMap(line -> card(line, page))
            .toList();
    return new ModelAndView("portal/account")
        .addObject("number", number)
        .addObject("lines", cards)
        .addObject("papers", papers(number, token, page))
        .addObject("statement", "/account/" + number + "/statement?t=" + token)
        .addObject("statementPdf", "/account/" + number + "/statement.pdf?t=" + token)
        .addObject("plans", page.link("/"));
  }

  /** Whether a token lets its bearer see an account. */
  static boolean opened(FormTokens tokens, String number, @Nullable String token) {
    return tokens.open(SHOW, token) instanceof FormTokens.Opened.Valid valid
        && valid.values().equals(List.of(number));
  }

  /**
   * A receipt or document.
   *
   * @param due what is still due; null for nothing
   */
  record PaperCard(String name, String about, @Nullable String due, String page, String pdf) {}

  private List<PaperCard> papers(String number, @Nullable String token, Page page) {
    Words words = page.words();
    return papers.of(new AccountNumber(number)).stream()
        .map(paper -> {
          String path = "/account/" + number + "/papers/" + paper.id();
          String kind = "paper." + paper.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
          return new PaperCard(
              words.text(kind, paper.label()),
              words.date(paper.at()) + " · " + words.money(shillings(paper.amountMinor())),
              paper.dueMinor() > 0
                  ? words.text("paper.due", words.money(shillings(paper.dueMinor())))
                  : null,
              path + "?t=" + token,
              path + ".pdf?t=" + token);
        })
        .toList();
  }

  private static Money shillings(long minor) {
    return Money.ofMinor(CurrencyUnit.of("KES"), minor);
  }

  /**
   * How a service stands.
   *
   * @param state word of how it stands: {@code off}, {@code paid}, {@code connected}, {@code
   *     online}
   * @param sentence the same for people
   * @param until until when it is paid; null if it never was
   * @param renew address that buys the same plan again
   * @param claim address to say "I have paid" at
   */
  record LineCard(
      String plan,
      String username,
      String state,
      String sentence,
      @Nullable String error,
      @Nullable String until,
      String renew,
      String claim) {}

  private Stream<LineCard> card(Line line, Page page) {
    return standing.ofService(line.service()).stream()
        .map(status -> {
          String state = state(status);
          Instant ends = status.endsAt();
          return new LineCard(
              status.plan(),
              line.username(),
              state,
              page.words().text("line." + state),
              status.active() && !status.connected() ? status.error() : null,
              ends == null ? null : page.words().moment(ends),
              page.link("/buy/" + line.plan() + "?account=" + line.account().digits()),
              page.link(new ClaimSubject(line.service(), null).claim(tokens)));
        });
  }

  private static String state(ServiceStatus status) {
    if (!status.active()) {
      return "off";
    }
    if (!status.connected()) {
      return "paid";
    }
    return status.online() ? "online" : "connected";
  }

  private static boolean knows(String typed, PhoneNumber phone) {
    String digits = typed.replaceAll("\\D", "");
    if (digits.length() == LAST_DIGITS) {
      return phone.msisdn().endsWith(digits);
    }
    return Objects.equals(PhoneNumber.parse(typed).orElse(null), phone);
  }

  private ModelAndView form(String account) {
    return new ModelAndView("portal/account-form")
        .addObject("account", account)
        .addObject("token", tokens.seal(ASK, FORM_LIFE));
  }

  private ModelAndView refused(BuyForm typed, Page page, String key) {
    ModelAndView again = form(typed.typedAccount());
    again.addObject("phone", typed.typedPhone());
    again.addObject("problem", page.words().text(key, typed.typedAccount(), page.name()));
    again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return again;
  }
}
