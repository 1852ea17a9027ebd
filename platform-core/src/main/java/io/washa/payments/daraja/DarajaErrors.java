package io.washa.payments.daraja;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says what an answer of Daraja means. The one place where codes and texts are judged (facts §1.1,
 * Daraja portal and captured traffic).
 *
 * <p>One code has several meanings, so code and text are matched together. What no rule knows is
 * {@link DarajaFault#OUTCOME_UNKNOWN}.
 */
final class DarajaErrors {
  private static final int MAX_MESSAGE = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Pattern TAGS = Pattern.compile("<[^>]*>");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

  /** The first rule whose code begins so and whose text contains this decides. */
  private static final List<Rule> RULES =
      List.of(
          // Before "invalid access token", which the same answer also says: the token is good, but
          // its app lacks the product.
          new Rule("401.", "no apiproduct match", DarajaFault.CONFIGURATION),
          // Refused at the door, so repeating it with a new token moves no money twice.
          new Rule("40", "invalid access token", DarajaFault.INVALID_TOKEN),
          new Rule("400.003.01", "", DarajaFault.INVALID_TOKEN),
          new Rule("401.002.01", "", DarajaFault.INVALID_TOKEN),
          new Rule("404.001.03", "", DarajaFault.INVALID_TOKEN),
          new Rule("400.008.", "", DarajaFault.CONFIGURATION),
          new Rule("404.", "", DarajaFault.CONFIGURATION),
          new Rule("405.", "", DarajaFault.CONFIGURATION),
          new Rule("500.001.1001", "merchant does not exist", DarajaFault.CONFIGURATION),
          new Rule("500.001.1001", "wrong credentials", DarajaFault.CONFIGURATION),
          new Rule("500.001.1001", "unable to lock subscriber", DarajaFault.SUBSCRIBER_BUSY),
          new Rule("500.001.1001", "being processed", DarajaFault.STILL_PROCESSING),
          new Rule("4999", "", DarajaFault.STILL_PROCESSING),
          // A prompt is unknown to the query for its first seconds.
          new Rule("400.", "invalid checkoutrequestid", DarajaFault.NOT_YET_KNOWN),
          new Rule("", "already registered", DarajaFault.ALREADY_REGISTERED),
          new Rule("", "duplicate notification info", DarajaFault.ALREADY_REGISTERED),
          // Our reading: the store of addresses answered 409, conflict.
          new Rule(
              "steps.servicecallout",
              "addurlvault failed. reason: responsecode 409",
              DarajaFault.ALREADY_REGISTERED),
          new Rule("500.", "duplicate originatorconversationid", DarajaFault.DUPLICATE),
          new Rule("500.003.03", "", DarajaFault.QUOTA),
          new Rule("", "quota violation", DarajaFault.QUOTA),
          new Rule("policies.ratelimit.quota", "", DarajaFault.QUOTA),
          new Rule("policies.ratelimit.", "", DarajaFault.BUSY),
          new Rule("500.003.02", "", DarajaFault.BUSY),
          new Rule("", "spike arrest", DarajaFault.BUSY),
          new Rule("00.002.1001", "under maintenance", DarajaFault.BUSY),
          new Rule("400.", "", DarajaFault.BAD_REQUEST));

  private record Rule(String codeStart, String textPart, DarajaFault fault) {
    boolean fits(String code, String text) {
      return code.startsWith(codeStart) && text.contains(textPart);
    }
  }

  private record Said(String code, String message) {}

  private DarajaErrors() {}

  /** Judges an answer that is not the success its caller hoped for. */
  static DarajaError classify(int status, String body) {
    JsonNode json = InboundMessages.read(body);
    if (json == null) {
      return unreadable(status, body);
    }
    Said said = read(json);
    return new DarajaError(fault(status, said), status, said.code(), shortened(said.message()));
  }

  private static DarajaFault fault(int status, Said said) {
    String code = said.code().strip().toLowerCase(Locale.ROOT);
    String text = said.message().toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      if (rule.fits(code, text)) {
        return rule.fault();
      }
    }
    return status == TOO_MANY_REQUESTS ? DarajaFault.BUSY : DarajaFault.OUTCOME_UNKNOWN;
  }

  private static DarajaError unreadable(int status, String body) {
    String text = TAGS.matcher(body).replaceAll(" ");
    boolean firewall = text.toLowerCase(Locale.ROOT).contains("incapsula incident");
    DarajaFault fault = firewall ? DarajaFault.GATEWAY : fault(status, new Said("", text));
    return new DarajaError(fault, status, "", shortened(text));
  }

  private static Said read(JsonNode json) {
    JsonNode apigee = json.path("fault");
    if (apigee.isObject()) {
      return new Said(
          InboundMessages.text(apigee.path("detail"), "errorcode"),
          InboundMessages.text(apigee, "faultstring"));
    }
    JsonNode soap = json.path("Envelope").path("Body").path("Fault");
    if (soap.isObject()) {
      return new Said(
          InboundMessages.text(soap.path("detail").path("source"), "errorcode"),
          InboundMessages.text(soap, "faultstring"));
    }
    return new Said(
        first(json, "errorCode", "ResultCode", "ResponseCode"),
        first(json, "errorMessage", "ResultDesc", "ResponseDescription"));
  }

  private static String first(JsonNode json, String... fields) {
    for (String field : fields) {
      String text = InboundMessages.text(json, field);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String shortened(@Nullable String text) {
    String line = text == null ? "" : BLANKS.matcher(text).replaceAll(" ").strip();
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE);
  }
}
