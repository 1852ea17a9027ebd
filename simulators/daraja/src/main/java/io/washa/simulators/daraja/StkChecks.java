package io.washa.simulators.daraja;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The checks of the gateway on STK pushes and queries, in the order of the fields. */
final class StkChecks {
  private static final Pattern PHONE = Pattern.compile("254[17]\\d{8}");
  private static final int MAX_AMOUNT = 250_000;

  private static final Rule SHORTCODE = new Rule("BusinessShortCode", matches("\\d{5,7}"));
  private static final Rule PASSWORD = new Rule("Password", matches("[A-Za-z0-9+/]{8,}={0,2}"));
  private static final Rule TIMESTAMP =
      new Rule(
          "Timestamp",
          matches("\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])([01]\\d|2[0-3])[0-5]\\d[0-5]\\d"));

  private static final List<Rule> CREDENTIALS = List.of(SHORTCODE, PASSWORD, TIMESTAMP);

  private static final List<Rule> PUSH =
      List.of(
          SHORTCODE,
          PASSWORD,
          TIMESTAMP,
          new Rule("TransactionType", matches("CustomerPayBillOnline|CustomerBuyGoodsOnline")),
          new Rule("Amount", StkChecks::isAmount),
          new Rule("PartyA", StkChecks::isPhone),
          new Rule("PartyB", matches("\\d{5,7}")),
          new Rule("PhoneNumber", StkChecks::isPhone),
          new Rule("CallBackURL", text -> CallbackUrl.parse(text).isPresent()),
          new Rule("AccountReference", matches("[A-Za-z0-9]{1,12}")),
          new Rule("TransactionDesc", text -> text.length() <= 13));

  private final Books books;

  private record Rule(String field, Predicate<String> holds) {}

  StkChecks(Books books) {
    this.books = books;
  }

  Checked<StkRequest> push(Gate.Authorised call) {
    return switch (merchant(call, PUSH)) {
      case Checked.Refused<Shortcode>(Refusal refusal) -> Checked.refused(refusal);
      case Checked.Ok<Shortcode>(Shortcode merchant) -> Checked.ok(request(merchant, call.body()));
    };
  }

  /** Checks shortcode and password, of a query. */
  Checked<Shortcode> credentials(Gate.Authorised call) {
    return merchant(call, CREDENTIALS);
  }

  private Checked<Shortcode> merchant(Gate.Authorised call, List<Rule> rules) {
    JsonNode body = call.body();
    for (Rule rule : rules) {
      if (!rule.holds().test(Json.field(body, rule.field()))) {
        return Checked.refused(Refusal.invalid(rule.field()));
      }
    }
    Optional<Shortcode> merchant =
        merchant(call.consumerKey(), Json.field(body, "BusinessShortCode"), partyB(body));
    if (merchant.isEmpty()) {
      return Checked.refused(Refusal.NO_MERCHANT);
    }
    return hasPassword(body, merchant.get())
        ? Checked.ok(merchant.get())
        : Checked.refused(Refusal.WRONG_PASSWORD);
  }

  /** Of several tills below one store, the receiving party picks one. */
  private Optional<Shortcode> merchant(String consumerKey, String store, String partyB) {
    List<Shortcode> fitting =
        books.shortcodes().stream()
            .filter(known -> known.store().equals(store))
            .filter(known -> known.consumerKey().equals(consumerKey))
            .toList();
    return fitting.stream()
        .filter(known -> known.number().equals(partyB))
        .findFirst()
        .or(() -> fitting.stream().findFirst());
  }

  private static String partyB(JsonNode body) {
    return Json.field(body, "PartyB");
  }

  /** Password = base64(BusinessShortCode + passkey + Timestamp) (Daraja portal). */
  private static boolean hasPassword(JsonNode body, Shortcode merchant) {
    String plain = merchant.store() + merchant.passkey() + Json.field(body, "Timestamp");
    byte[] expected = Base64.getEncoder().encode(plain.getBytes(StandardCharsets.UTF_8));
    byte[] given = Json.field(body, "Password").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }

  private static StkRequest request(Shortcode merchant, JsonNode body) {
    URI callback = CallbackUrl.parse(Json.field(body, "CallBackURL")).orElseThrow();
    return new StkRequest(
        merchant,
        Json.field(body, "TransactionType"),
        Integer.parseInt(Json.field(body, "Amount")),
        partyB(body),
        Json.field(body, "PhoneNumber"),
        callback,
        Json.field(body, "AccountReference"));
  }

  /** A Kenyan mobile number in 12 digits. */
  static boolean isPhone(String text) {
    return PHONE.matcher(text).matches();
  }

  /** Whole shillings within the limit of one transaction. */
  static boolean isAmount(String text) {
    return text.matches("[1-9]\\d{0,6}") && Integer.parseInt(text) <= MAX_AMOUNT;
  }

  private static Predicate<String> matches(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }
}
