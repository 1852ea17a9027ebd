package io.washa.testing;

import io.washa.simulators.daraja.DarajaSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated Safaricom of all tests, and what its subscribers do with their phones. */
public final class Safaricom {
  private static final DarajaSimulator SIMULATOR = DarajaSimulator.builder().port(0).start();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Safaricom() {}

  static String url() {
    return SIMULATOR.url();
  }

  /** What a person does with a prompt: pay, wrong-pin, cancel, ignore, no-funds. */
  public static void answers(String checkoutRequestId, String action) {
    post("/control/prompts/" + checkoutRequestId, Map.of("action", action));
  }

  /** The same, with what came of it: {@code resultCode}, {@code receipt}. */
  public static JsonNode answered(String checkoutRequestId, String action) {
    return post("/control/prompts/" + checkoutRequestId, Map.of("action", action));
  }

  /** The prompts that wait on a phone, twelve digits. */
  public static List<String> promptsOn(String phone) {
    return get("/control/prompts")
        .valueStream()
        .filter(prompt -> prompt.toString().contains(phone))
        .map(prompt -> prompt.get("checkoutRequestId").asString())
        .toList();
  }

  /** Somebody pays a PayBill without having been prompted; returns the receipt. */
  public static String paysPayBill(String shortcode, String account, String amount) {
    return post(
            "/control/paybill",
            Map.of(
                "shortcode", shortcode,
                "account", account,
                "amount", amount,
                "msisdn", "254712345678"))
        .get("receipt")
        .asString();
  }

  /** Sets how a shortcode's callbacks misbehave; an empty map: not at all. */
  public static void faults(String shortcode, Map<String, Object> faults) {
    Map<String, Object> body = new java.util.HashMap<>(faults);
    body.put("shortcode", shortcode);
    body.putIfAbsent("callback", "none");
    post("/control/faults", body);
  }

  /** What Safaricom says was paid to a shortcode: the truth that books are compared with. */
  public static JsonNode statement(String shortcode) {
    return get("/control/statement/" + shortcode);
  }

  /** What the next call of an endpoint is answered, by the name of a preset of the simulator. */
  public static void failsNext(String endpoint, String preset) {
    post("/control/next-error", Map.of("endpoint", endpoint, "preset", preset));
  }

  /** The addresses that Safaricom knows of a shortcode. */
  public static JsonNode registration(String shortcode) {
    return get("/control/registrations").get(shortcode);
  }

  /** A shortcode's statement as its owner exports it from the M-Pesa portal, CSV. */
  public static String export(String shortcode) {
    return send(HttpRequest.newBuilder(
                URI.create(url() + "/control/statement/" + shortcode + ".csv"))
            .GET()
            .build())
        .body();
  }

  /** The statement of some days, the last included, as CSV. */
  public static String export(String shortcode, LocalDate from, LocalDate until) {
    return text("/control/statement/" + shortcode + ".csv?from=" + from + "&until=" + until);
  }

  /** A statement of everything with real dates, and lines that moved nothing, as XLSX. */
  public static byte[] spreadsheet(String shortcode) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(
                          url()
                              + "/control/statement/"
                              + shortcode
                              + ".xlsx?noise=true&dates=numbers"))
                  .GET()
                  .build(),
              BodyHandlers.ofByteArray())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Payments of some time ago, which nobody is told of; returns their receipts. */
  public static List<String> paidBefore(
      String shortcode, String account, String amount, Instant at, int times) {
    Map<String, Object> one =
        Map.of(
            "account",
            account,
            "amount",
            amount,
            "msisdn",
            "254712345678",
            "firstName",
            "JANE",
            "at",
            at.toString());
    return post(
            "/control/history",
            Map.of("shortcode", shortcode, "transactions", Collections.nCopies(times, one)))
        .findValuesAsString("TransID");
  }

  /** Answers the next call of an endpoint with this body and HTTP 200. */
  public static void answersNext(String endpoint, String json) {
    JsonNode _ =
        post(
            "/control/next-error",
            Map.of("endpoint", endpoint, "httpStatus", 200, "body", JSON.readTree(json)));
  }

  /** Turns a behaviour of the whole simulator on or off. */
  public static void switches(String name, boolean on) {
    JsonNode _ = post("/control/switches", Map.of(name, on));
  }

  /** A part of a payment is given back, and nobody is told; returns the receipt of it. */
  public static String reverses(String receipt, String part) {
    return post("/control/reversal", Map.of("receipt", receipt, "amount", part))
        .get("receipt")
        .asString();
  }

  /**
   * Money leaves or comes otherwise than by a reversal.
   *
   * @param kind charge, charge-reversal, withdrawal, deposit, payout
   * @param receipt what a charge is about, or ""
   */
  public static String takes(String shortcode, String kind, String receipt, String amount) {
    return post(
            "/control/" + kind,
            receipt.isEmpty()
                ? Map.of("shortcode", shortcode, "amount", amount)
                : Map.of("shortcode", shortcode, "receipt", receipt, "amount", amount))
        .get("receipt")
        .asString();
  }

  /** A payment is given back, and nobody is told; returns the receipt of the giving back. */
  public static String reverses(String receipt) {
    return post("/control/reversal", Map.of("receipt", receipt)).get("receipt").asString();
  }

  /** The certificate that initiators' passwords are encrypted with, PEM. */
  public static String certificate() {
    return send(HttpRequest.newBuilder(URI.create(url() + "/control/certificate")).GET().build())
        .body();
  }

  public static void opensShortcode(Map<String, Object> shortcode) {
    post("/control/shortcodes", shortcode);
  }

  /** Posts a callback as Safaricom would; returns the status. */
  public static int posts(String address, String body) {
    return send(HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build())
        .statusCode();
  }

  /** Posts a callback that has passed through proxies; returns the status. */
  public static int postsThrough(String forwardedFor, String address, String body) {
    return send(HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", forwardedFor)
            .POST(BodyPublishers.ofString(body))
            .build())
        .statusCode();
  }

  /** Posts as Safaricom would; returns the answer's body. */
  public static String asks(String address, String body) {
    return send(HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build())
        .body();
  }

  private static String text(String path) {
    return send(HttpRequest.newBuilder(URI.create(url() + path)).GET().build()).body();
  }

  private static JsonNode get(String path) {
    return JSON.readTree(
        send(HttpRequest.newBuilder(URI.create(url() + path)).GET().build()).body());
  }

  private static JsonNode post(String path, Map<String, Object> body) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(path + " " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
