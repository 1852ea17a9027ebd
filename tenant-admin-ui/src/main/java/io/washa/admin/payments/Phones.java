package io.washa.admin.payments;

import io.washa.customers.PhoneNumber;

/** Phones as people write them. */
public final class Phones {
  private static final int LONGEST = 20;

  private Phones() {}

  /** {@code 0712 345 678}; what is no number, as it came; Safaricom's hashes: nothing. */
  public static String shown(String phone) {
    if (phone.length() > LONGEST) {
      return "";
    }
    return PhoneNumber.parse(phone).map(PhoneNumber::local).orElse(phone);
  }
}
