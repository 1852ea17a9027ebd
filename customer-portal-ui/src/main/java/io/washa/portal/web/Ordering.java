package io.washa.portal.web;

import io.washa.payments.PromptAnswer;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Offers;
import io.washa.portal.PayBills;
import io.washa.portal.Prompter;
import io.washa.portal.SiteCheck;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Places an order: takes no money for a site that is down, unless the subscriber wants it so. */
@Component
@ConditionalOnRole(Role.PORTAL)
class Ordering {
  private static final Logger LOG = LoggerFactory.getLogger(Ordering.class);

  private final Lines lines;
  private final SiteCheck sites;
  private final Prompter prompter;
  private final PayBills payBills;
  private final Offers offers;

  Ordering(Lines lines, SiteCheck sites, Prompter prompter, PayBills payBills, Offers offers) {
    this.offers = offers;
    this.lines = lines;
    this.sites = sites;
    this.prompter = prompter;
    this.payBills = payBills;
  }

  /** What became of an order. */
  sealed interface Placed {
    /** There is an attempt; its page shows how it goes on. */
    record Going(UUID intent) implements Placed {}

    /** The site is down, and nobody has been asked for money. */
    record SiteDown() implements Placed {}

    /** Nobody can be prompted: the subscriber pays to a number, and a cashier confirms. */
    record ByHand() implements Placed {}

    /** The ISP cannot take payments. */
    record CannotPrompt() implements Placed {}

    /** The plan is not sold where the service is, and nobody has been asked for money. */
    record NotSoldThere() implements Placed {}

    /** The service is no more. */
    record Gone() implements Placed {}
  }

  /** Places an order for the bound tenant. */
  Placed place(Order order) {
    Line line = lines.findLine(order.service()).orElse(null);
    if (line == null) {
      return new Placed.Gone();
    }
    if (offers.find(order.plan()).filter(offer -> !offer.isSoldAt(line.site())).isPresent()) {
      return new Placed.NotSoldThere();
    }
    if (!order.anyway() && isDown(line.site())) {
      return new Placed.SiteDown();
    }
    return switch (prompter.prompt(order.service(), order.plan(), order.phone())) {
      case PromptAnswer.Sent sent -> new Placed.Going(sent.intent());
      case PromptAnswer.AlreadyOpen open -> new Placed.Going(open.intent());
      case PromptAnswer.Refused refused -> new Placed.Going(refused.intent());
      case PromptAnswer.NotSetUp() ->
          payBills.byHand().isPresent() ? new Placed.ByHand() : new Placed.CannotPrompt();
    };
  }

  private boolean isDown(UUID site) {
    try {
      return switch (sites.check(site)) {
        case SiteCheck.Answer.Ready() -> false;
        case SiteCheck.Answer.Down down -> {
          LOG.info("site {} is down, asking before a payment: {}", site, down.reason());
          yield true;
        }
      };
    } catch (RuntimeException e) {
      // The subscriber decides: a check that fails must neither stop sales nor hide a dead site.
      LOG.warn("cannot tell whether site {} is up", site, e);
      return true;
    }
  }
}
