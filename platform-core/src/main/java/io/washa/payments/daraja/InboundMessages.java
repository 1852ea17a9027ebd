package io.washa.payments.daraja;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what Safaricom posts, in all the types that were seen for the same field. */
final class InboundMessages {
  /** The greatest captured message has under 1,100 characters. */
  static final int MAX_LENGTH = 64 * 1024;

  private static final int MAX_TEXT = 500;
  private static final int MAX_DIGITS = 20;
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,13}(\\.\\d{1,6})?([eE]\\d{1,2})?");
  private static final Pattern NOT_DIGITS = Pattern.compile("\\D");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Ten of these so far; how many is M-Pesa's affair. */
  private static final Pattern RECEIPT = Pattern.compile("[A-Z0-9]{1,32}");

  private InboundMessages() {}

  static StkCallback stkCallback(String body) {
    JsonNode json = read(body);
    if (json == null) {
      return new StkCallback.Malformed("not JSON, or too long");
    }
    JsonNode callback = json.path("Body").path("stkCallback");
    String merchantRequestId = text(callback, "MerchantRequestID");
    String checkoutRequestId = text(callback, "CheckoutRequestID");
    String code = text(callback, "ResultCode");
    if (checkoutRequestId.isEmpty()) {
      return new StkCallback.Malformed("no CheckoutRequestID");
    }
    if (code.isEmpty()) {
      return new StkCallback.Malformed("no ResultCode");
    }
    JsonNode items = callback.path("CallbackMetadata").path("Item");
    String amountText = item(items, "Amount");
    OptionalLong amount = minorUnits(amountText);
    if (amount.isEmpty() && !amountText.isEmpty()) {
      return new StkCallback.Malformed("Amount is not an amount of money");
    }
    return new StkCallback.Parsed(
        merchantRequestId,
        checkoutRequestId,
        code,
        text(callback, "ResultDesc"),
        new StkCallback.Details(
            present(item(items, "MpesaReceiptNumber").toUpperCase(Locale.ROOT)),
            amount,
            instant(item(items, "TransactionDate")),
            present(item(items, "PhoneNumber"))));
  }

  static C2bMessage c2b(String body) {
    JsonNode json = read(body);
    if (json == null) {
      return new C2bMessage.Malformed("not JSON, or too long");
    }
    String receipt = text(json, "TransID").strip().toUpperCase(Locale.ROOT);
    if (receipt.isEmpty()) {
      return new C2bMessage.Malformed("no TransID");
    }
    if (!RECEIPT.matcher(receipt).matches()) {
      return new C2bMessage.Malformed("TransID is no receipt");
    }
    OptionalLong amount = minorUnits(text(json, "TransAmount"));
    if (amount.isEmpty()) {
      return new C2bMessage.Malformed("TransAmount is not an amount of money");
    }
    return new C2bMessage.Parsed(
        receipt,
        amount.getAsLong(),
        instant(text(json, "TransTime")),
        text(json, "BusinessShortCode").strip(),
        text(json, "BillRefNumber"),
        new C2bMessage.Extras(
            text(json, "TransactionType"),
            text(json, "ThirdPartyTransID"),
            text(json, "MSISDN"),
            name(json)));
  }

  /** The object in a text; null if there is none, or the text is longer than any message. */
  static @Nullable JsonNode read(String body) {
    if (body.length() > MAX_LENGTH) {
      return null;
    }
    try {
      JsonNode json = JSON.readTree(body);
      return json != null && json.isObject() ? json : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** A string or number as text, shortened; "" for anything else. */
  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    String text = "";
    if (value.isString()) {
      text = value.asString();
    } else if (value.isNumber()) {
      // A number of 2 characters can stand for a gigabyte of digits: 1e999999999.
      BigDecimal number = value.decimalValue();
      boolean small = Math.abs((long) number.precision() - number.scale()) <= MAX_DIGITS;
      text = small && number.scale() <= MAX_DIGITS ? number.toPlainString() : "";
    }
    // PostgreSQL stores no NUL; one in a name must not keep a payment out of the books.
    String storable = text.replace('\0', '\uFFFD');
    return storable.length() <= MAX_TEXT ? storable : storable.substring(0, MAX_TEXT);
  }

  private static String item(JsonNode items, String name) {
    for (JsonNode item : items) {
      if (text(item, "Name").equals(name)) {
        return text(item, "Value").strip();
      }
    }
    return "";
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Cents; empty for what is not a positive amount in whole cents. */
  static OptionalLong minorUnits(String text) {
    if (!AMOUNT.matcher(text.strip()).matches()) {
      return OptionalLong.empty();
    }
    try {
      long cents = new BigDecimal(text.strip()).movePointRight(2).longValueExact();
      return cents > 0 ? OptionalLong.of(cents) : OptionalLong.empty();
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** {@code yyyyMMddHHmmss} or {@code yyyy-MM-dd HH:mm:ss}, both EAT; only a hint, so lenient. */
  static Optional<Instant> instant(String text) {
    String digits = NOT_DIGITS.matcher(text).replaceAll("");
    if (digits.length() != Eat.LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(digits, Eat.FORMAT).toInstant(Eat.OFFSET));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String name(JsonNode json) {
    return String.join(
            " ", text(json, "FirstName"), text(json, "MiddleName"), text(json, "LastName"))
        .replaceAll(" +", " ")
        .strip();
  }
}
