package io.washa.portal.web;

import org.jspecify.annotations.Nullable;

/**
 * What a person typed to buy, kept as it was typed.
 *
 * @param token that the page was ours
 * @param order a sealed order, where the person only had to choose or confirm
 */
record BuyForm(
    @Nullable String phone,
    @Nullable String account,
    @Nullable String token,
    @Nullable String order) {

  /** The phone as typed, at a bearable length. */
  String typedPhone() {
    return typed(phone);
  }

  /** The account as typed, at a bearable length. */
  String typedAccount() {
    return typed(account);
  }

  private static String typed(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 40 ? line : line.substring(0, 40);
  }
}
