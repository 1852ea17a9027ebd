package io.washa.payments;

import io.washa.customers.AccountNumber;
import io.washa.tenancy.Settings;
import java.util.List;

/**
 * What else the owner sells on the same shortcode, known by how its accounts begin.
 *
 * @param accountPrefixes letters and digits, as {@code CYBER}
 */
public record OtherBusiness(List<String> accountPrefixes) {
  /** Nothing else. */
  public static final Settings.Choice<OtherBusiness> CHOICE =
      new Settings.Choice<>(
          "payments.other-business", OtherBusiness.class, new OtherBusiness(List.of()));

  /** Copies the prefixes. */
  public OtherBusiness {
    accountPrefixes = List.copyOf(accountPrefixes);
  }

  /** Whether an account that somebody typed is one of it. */
  public boolean owns(String typed) {
    String plain = AccountNumber.normalise(typed);
    if (plain.startsWith(SelfTests.PREFIX)) {
      // A self-test's shilling is the owner's, through whichever door it comes.
      return true;
    }
    return accountPrefixes.stream()
        .map(AccountNumber::normalise)
        .anyMatch(prefix -> !prefix.isEmpty() && plain.startsWith(prefix));
  }
}
