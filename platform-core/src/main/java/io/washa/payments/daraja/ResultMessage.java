package io.washa.payments.daraja;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The result of a question that an initiator asked, as Safaricom posts it. */
public sealed interface ResultMessage {
  /** How a party begins that is a person. */
  Pattern PHONE = Pattern.compile("254\\d{9}\\b");

  /**
   * One that can be read.
   *
   * @param code a number or a text such as {@code R000001}
   * @param transaction the receipt of what was done; on a failure a placeholder, never to be kept
   * @param parameters by key; those without value are left out
   */
  record Parsed(String code, String text, String transaction, Map<String, String> parameters)
      implements ResultMessage {
    /** Copies the parameters. */
    public Parsed {
      parameters = Map.copyOf(parameters);
    }

    /** Whether what was asked for was done. */
    public boolean succeeded() {
      return code.equals("0");
    }

    /** Whether the initiator must not be used again until somebody looks (facts §6). */
    public boolean credentialRefused() {
      return code.equals("2001") || code.equals("8006");
    }

    /** The amount of the transaction, minor units. */
    public OptionalLong amount() {
      return InboundMessages.minorUnits(parameters.getOrDefault("Amount", ""));
    }

    /** When a reversal was completed. */
    public Optional<Instant> completedAt() {
      return InboundMessages.instant(parameters.getOrDefault("TransCompletedTime", ""));
    }

    /** When it was completed. */
    public Optional<Instant> finalisedAt() {
      return InboundMessages.instant(parameters.getOrDefault("FinalisedTime", ""));
    }

    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "ResultMessage[" + code + " " + transaction + "]";
    }
  }

  /** One that cannot. */
  record Malformed(String reason) implements ResultMessage {}

  /** Reads a body; never throws. The parameters are a list, or a single one (seen both). */
  static ResultMessage parse(String body) {
    JsonNode json = InboundMessages.read(body);
    if (json == null) {
      return new Malformed("not JSON, or too long");
    }
    JsonNode result = json.path("Result");
    String code = InboundMessages.text(result, "ResultCode");
    if (code.isEmpty()) {
      return new Malformed("no ResultCode");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    JsonNode all = result.path("ResultParameters").path("ResultParameter");
    for (JsonNode each : all.isArray() ? all : List.of(all)) {
      String key = InboundMessages.text(each, "Key").replace(" ", "");
      String value = InboundMessages.text(each, "Value");
      if (!key.isEmpty() && !value.isEmpty()) {
        String _ = parameters.merge(key, value, ResultMessage::better);
      }
    }
    return new Parsed(
        code,
        InboundMessages.text(result, "ResultDesc"),
        InboundMessages.text(result, "TransactionID"),
        parameters);
  }

  /** The portal's own sample names the debit party twice: the payer is the one with a phone. */
  private static String better(String first, String second) {
    return PHONE.matcher(second).lookingAt() && !PHONE.matcher(first).lookingAt() ? second : first;
  }
}
