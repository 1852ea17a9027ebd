package io.washa.demo.check;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The simulated Safaricom, and the people who use it. */
record Safaricom(String control) {

  static Safaricom at(int port) {
    return new Safaricom("http://127.0.0.1:" + port + "/control");
  }

  /** From now on every callback of this shortcode comes three times, and the C2B copy too. */
  void repeatsItself(String shortcode) {
    Http.post(
        control + "/faults",
        Map.of("shortcode", shortcode, "callback", "duplicate", "times", 3, "c2bCopy", true));
  }

  void behaves(String shortcode) {
    Http.post(control + "/faults", Map.of("shortcode", shortcode, "callback", "none"));
  }

  /** The person with this phone types the right PIN; returns the receipt. */
  String pinTypedOn(String phone) {
    JsonNode prompt =
        Http.get(control + "/prompts")
            .valueStream()
            .filter(open -> open.get("phone").asString().equals(phone))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no prompt on " + phone));
    return Http.post(
            control + "/prompts/" + prompt.get("checkoutRequestId").asString(),
            Map.of("action", "pay"))
        .get("receipt")
        .asString();
  }

  /** Somebody pays a PayBill unprompted; returns the receipt. */
  String payBill(String shortcode, String account, String msisdn) {
    return Http.post(
            control + "/paybill",
            Map.of("shortcode", shortcode, "account", account, "amount", 1, "msisdn", msisdn))
        .get("receipt")
        .asString();
  }

  /** What was paid to a shortcode since ever, minor units. */
  long statement(String shortcode) {
    return Http.get(control + "/statement/" + shortcode)
        .valueStream()
        .map(row -> new BigDecimal(row.get("amount").asString()).movePointRight(2))
        .mapToLong(BigDecimal::longValueExact)
        .sum();
  }
}
