package io.washa.simulators.daraja;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What goes wrong with the messages of one shortcode. Every case was seen or reported (facts §9).
 *
 * @param callback how results are delivered
 * @param times deliveries of a duplicated message; how many a shuffle waits for
 * @param millis delay of a late message, and pause between retries
 * @param retries further attempts when a delivery is not answered with 2xx; 0 unless told
 * @param c2bCopy whether a paid STK prompt also sends C2B validation and confirmation
 * @param copyFirst the C2B confirmation goes out before the STK callback
 * @param validation what happens to C2B validations
 * @param query what STK queries answer
 * @param textCodes ResultCode of an STK callback is a text even where it is a number
 * @param balance how the Balance item of an STK callback looks
 */
record Faults(
    Delivery callback,
    int times,
    int millis,
    int retries,
    boolean c2bCopy,
    boolean copyFirst,
    Validation validation,
    Query query,
    boolean textCodes,
    Balance balance) {

  static final Faults NONE =
      new Faults(
          Delivery.NONE,
          3,
          5000,
          0,
          false,
          false,
          Validation.NORMAL,
          Query.NORMAL,
          false,
          Balance.VALUELESS);

  /** How results are delivered. */
  enum Delivery {
    NONE,
    DROP,
    DUPLICATE,
    LATE,
    BEFORE_RESPONSE,
    /** Held until there are so many, then all are sent twice in an order of chance. */
    SHUFFLE
  }

  /** What happens to C2B validations. */
  enum Validation {
    NORMAL,
    /** None is sent, the payment is completed by default. */
    SKIPPED,
    /** It is sent and accepted, yet no confirmation follows. */
    WITHOUT_CONFIRMATION
  }

  /** What STK queries answer, whatever is true. */
  enum Query {
    NORMAL,
    /** HTTP 400, as if the id did not exist. */
    UNKNOWN,
    /** HTTP 500, as while the customer thinks. */
    PROCESSING,
    /** ResultCode 4999. */
    PENDING,
    /** A failure even for a paid prompt, whose callback still says 0. */
    FAILED
  }

  /** The Balance item of a successful STK callback: 43 of 48 were valueless, 5 absent. */
  enum Balance {
    VALUELESS,
    ABSENT,
    /** With the balance of the shortcode (Daraja portal). */
    PRESENT
  }

  Faults withCopy(boolean on) {
    return new Faults(
        callback, times, millis, retries, on, copyFirst, validation, query, textCodes, balance);
  }

  /** Reads a request of the control API; what it leaves out keeps the default given. */
  static Optional<Faults> parse(JsonNode json, Faults defaults) {
    Optional<Delivery> callback = word(Delivery.class, json, "callback");
    Optional<Validation> validation = word(Validation.class, json, "validation");
    Optional<Query> query = word(Query.class, json, "query");
    Optional<Balance> balance = word(Balance.class, json, "balance");
    String order = json.path("c2bCopyOrder").asString("after");
    int times = json.path("times").asInt(defaults.times);
    int millis = json.path("millis").asInt(defaults.millis);
    int retries = json.path("retries").asInt(defaults.retries);
    boolean bounded = times >= 1 && times <= 100 && millis >= 0 && millis <= 3_600_000;
    boolean known = order.equals("before") || order.equals("after");
    if (callback.isEmpty() || validation.isEmpty() || query.isEmpty() || balance.isEmpty()) {
      return Optional.empty();
    }
    if (!known || !bounded) {
      return Optional.empty();
    }
    if (retries < 0 || retries > 10) {
      return Optional.empty();
    }
    return Optional.of(
        new Faults(
            callback.get(),
            times,
            millis,
            retries,
            json.path("c2bCopy").asBoolean(defaults.c2bCopy),
            order.equals("before"),
            validation.get(),
            json.path("queryFails").asBoolean(false) ? Query.FAILED : query.get(),
            json.path("textCodes").asBoolean(false),
            balance.get()));
  }

  private static <E extends Enum<E>> Optional<E> word(Class<E> type, JsonNode json, String name) {
    JsonNode given = json.path(name);
    if (given.isMissingNode()) {
      return Optional.of(type.getEnumConstants()[0]);
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> label(constant).equals(Json.field(json, name)))
        .findFirst();
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("callback", label(callback));
    json.put("times", times);
    json.put("millis", millis);
    json.put("retries", retries);
    json.put("c2bCopy", c2bCopy);
    json.put("c2bCopyOrder", copyFirst ? "before" : "after");
    json.put("validation", label(validation));
    json.put("query", label(query));
    json.put("queryFails", query == Query.FAILED);
    json.put("textCodes", textCodes);
    json.put("balance", label(balance));
    return json;
  }
}
