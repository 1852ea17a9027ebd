package io.washa.portal.web;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Offer;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what a person wants to pay for: by account number if one is given, else by phone. */
@Component
@ConditionalOnRole(Role.PORTAL)
class Finding {
  private final Lines lines;

  Finding(Lines lines) {
    this.lines = lines;
  }

  /** What was found. */
  sealed interface Found {
    /** One service. */
    record One(Line line, PhoneNumber phone) implements Found {}

    /** Several, among which the person has to choose. */
    record Several(List<Line> lines, PhoneNumber phone) implements Found {}

    /**
     * None.
     *
     * @param key of the sentence that says why
     * @param typed what the sentence quotes
     * @param field that has to be mended: {@code phone} or {@code account}
     */
    record None(String key, String typed, String field) implements Found {}
  }

  /** Finds services that a plan can be bought for. */
  Found find(BuyForm form, Offer offer) {
    Optional<PhoneNumber> phone = PhoneNumber.parse(form.typedPhone());
    if (phone.isEmpty()) {
      String typed = form.typedPhone();
      return new Found.None(PhoneProblem.of(typed).key(), typed, "phone");
    }
    return form.typedAccount().isEmpty()
        ? byPhone(phone.get(), offer)
        : byAccount(form.typedAccount(), phone.get(), offer);
  }

  private Found byPhone(PhoneNumber phone, Offer offer) {
    List<Line> found = lines.ofPhone(phone);
    return found.isEmpty()
        ? new Found.None("buy.unknown-phone", phone.local(), "account")
        : choose(found, phone, offer);
  }

  private Found byAccount(String typed, PhoneNumber phone, Offer offer) {
    Optional<AccountNumber> account = AccountNumber.parse(typed);
    if (account.isEmpty()) {
      return new Found.None("buy.bad-account", typed, "account");
    }
    List<Line> found = lines.ofAccount(account.get());
    return found.isEmpty()
        ? new Found.None("buy.unknown-account", typed, "account")
        : choose(found, phone, offer);
  }

  private static Found choose(List<Line> found, PhoneNumber phone, Offer offer) {
    List<Line> fitting =
        found.stream().filter(line -> line.method().equals(offer.access())).toList();
    return switch (fitting.size()) {
      case 0 -> new Found.None("buy.wrong-kind", offer.name(), "plan");
      case 1 -> new Found.One(fitting.getFirst(), phone);
      default -> new Found.Several(fitting, phone);
    };
  }
}
