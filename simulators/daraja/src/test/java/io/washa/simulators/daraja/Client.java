package io.washa.simulators.daraja;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of Daraja as a third party would write it. */
final class Client {
  static final String PHONE = "254712345126";
  static final Shortcode PAYBILL =
      new Shortcode(
          "600100", "Washa Net", Shortcode.Type.PAYBILL, "key", "secret", "passkey-of-600100");
  static final Shortcode TILL =
      new Shortcode("600200", "Duka", Shortcode.Type.TILL, "key-2", "secret-2", "passkey-2");
  static final String PUSH = "/mpesa/stkpush/v1/processrequest";
  static final String QUERY = "/mpesa/stkpushquery/v1/query";
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String TIMESTAMP = "20260701120000";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  String token = "";

  /** A response with its body parsed. */
  record Answer(int status, String text) {
    JsonNode json() {
      return MAPPER.readTree(text);
    }

    String field(String name) {
      return json().path(name).asString("");
    }
  }

  Client(DarajaSimulator simulator) {
    url = simulator.url();
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  Answer get(String path) {
    return send(to(path).GET());
  }

  Answer post(String path, Object body) {
    return send(
        to(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body))));
  }

  Answer form(String path, String form) {
    return send(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  Answer oauth(String query, String key, String secret) {
    String basic =
        Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(to("/oauth/v1/generate" + query).header("Authorization", "Basic " + basic).GET());
  }

  Client login(Shortcode shortcode) {
    token =
        oauth("?grant_type=client_credentials", shortcode.consumerKey(), shortcode.consumerSecret())
            .field("access_token");
    return this;
  }

  static Map<String, Object> credentials(Shortcode shortcode) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("BusinessShortCode", shortcode.number());
    String plain = shortcode.number() + shortcode.passkey() + TIMESTAMP;
    body.put(
        "Password", Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    body.put("Timestamp", TIMESTAMP);
    return body;
  }

  static Map<String, Object> aPush(Shortcode shortcode, String callbackUrl) {
    Map<String, Object> body = credentials(shortcode);
    body.put("TransactionType", shortcode.type().command());
    body.put("Amount", 50);
    body.put("PartyA", PHONE);
    body.put("PartyB", shortcode.number());
    body.put("PhoneNumber", PHONE);
    body.put("CallBackURL", callbackUrl);
    body.put("AccountReference", "WN1001");
    body.put("TransactionDesc", "internet");
    return body;
  }

  Answer query(Shortcode shortcode, String checkoutRequestId) {
    Map<String, Object> body = credentials(shortcode);
    body.put("CheckoutRequestID", checkoutRequestId);
    return post(QUERY, body);
  }

  String push(String callbackUrl) {
    return post(PUSH, aPush(PAYBILL, callbackUrl)).field("CheckoutRequestID");
  }

  Answer act(String checkoutRequestId, String action) {
    return post("/control/prompts/" + checkoutRequestId, Map.of("action", action));
  }

  void faults(String json) {
    Answer answer = send(to("/control/faults").POST(HttpRequest.BodyPublishers.ofString(json)));
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.text());
    }
  }

  void register(String version, Business business, String responseType) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", PAYBILL.number());
    body.put("ResponseType", responseType);
    body.put("ConfirmationURL", business.url("/confirm"));
    body.put("ValidationURL", business.url("/validate"));
    Answer answer = post("/mpesa/c2b/" + version + "/registerurl", body);
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.text());
    }
  }

  Answer payBill(String account) {
    return post(
        "/control/paybill",
        Map.of("shortcode", PAYBILL.number(), "account", account, "amount", 20, "msisdn", PHONE));
  }
}
