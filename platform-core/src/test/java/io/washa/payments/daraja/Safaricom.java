package io.washa.payments.daraja;

import io.washa.simulators.daraja.DarajaSimulator;
import io.washa.simulators.daraja.Switch;
import io.washa.tenancy.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated Safaricom with one app, and clients of it as pods would have them. */
final class Safaricom implements AutoCloseable {
  static final String OAUTH = "/oauth/v1/generate";
  static final String PUSH = "/mpesa/stkpush/v1/processrequest";
  static final Shortcode.Credentials APP = new Shortcode.Credentials("key", "secret", "passkey");
  static final NewShortcode PAYBILL =
      new NewShortcode("600100", Shortcode.Kind.PAYBILL, APP, Shortcode.C2bVersion.V2);
  static final NewShortcode TILL =
      new NewShortcode("600200", Shortcode.Kind.TILL, APP, Shortcode.C2bVersion.V1);

  private static final Duration READ_TIMEOUT = Duration.ofMillis(1500);

  private final DarajaSimulator simulator =
      DarajaSimulator.builder()
          .shortcode(known(PAYBILL))
          .shortcode(known(TILL))
          .queryBlindness(Duration.ZERO)
          .set(Switch.REGISTER_ONCE, true)
          .start();
  private final CountingRelay relay = new CountingRelay(simulator.url());
  private final HttpClient http = HttpClient.newHttpClient();

  private static io.washa.simulators.daraja.Shortcode known(NewShortcode shortcode) {
    return new io.washa.simulators.daraja.Shortcode(
        shortcode.number(),
        "Simba Net",
        io.washa.simulators.daraja.Shortcode.Type.valueOf(shortcode.kind().name()),
        APP.consumerKey(),
        APP.consumerSecret(),
        APP.passkey());
  }

  /** What a pod has of its own, over the database it shares with the others. */
  record Pod(DarajaTokens tokens, DarajaClient client) {}

  Pod pod(DataSource tenantData, Secrets secrets, Shortcodes shortcodes) {
    return pod(relay.url(), tenantData, secrets, shortcodes);
  }

  static Pod pod(URI baseUrl, DataSource tenantData, Secrets secrets, Shortcodes shortcodes) {
    DarajaGateway gateway =
        new DarajaGateway(
            new DarajaProperties(
                baseUrl, Duration.ofSeconds(1), READ_TIMEOUT, DarajaProperties.PullMethod.POST));
    TokenStore store =
        new TokenStore(JdbcClient.create(tenantData), secrets, Duration.ofSeconds(10));
    DarajaTokens tokens = new DarajaTokens(gateway, store, shortcodes, Clock.systemUTC());
    return new Pod(tokens, new DarajaClient(gateway, tokens, Clock.systemUTC()));
  }

  int calls(String path) {
    return relay.calls(path);
  }

  /** Takes a token past the platform, which kills the platform's. */
  void issueAnotherToken() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (APP.consumerKey() + ":" + APP.consumerSecret()).getBytes(StandardCharsets.UTF_8));
    send(
        HttpRequest.newBuilder(
                URI.create(simulator.url() + OAUTH + "?grant_type=client_credentials"))
            .header("Authorization", "Basic " + basic)
            .build());
  }

  /** Plans the answer to the next call of an endpoint. */
  void nextAnswer(Map<String, ?> answer) {
    send(
        HttpRequest.newBuilder(URI.create(simulator.url() + "/control/next-error"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(answer)))
            .build());
  }

  void answerPrompt(String checkoutRequestId, String action) {
    send(
        HttpRequest.newBuilder(
                URI.create(simulator.url() + "/control/prompts/" + checkoutRequestId))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"" + action + "\"}"))
            .build());
  }

  /** The prompts on all phones. */
  JsonNode prompts() {
    return send(HttpRequest.newBuilder(URI.create(simulator.url() + "/control/prompts")).build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(request + ": " + response.body());
      }
      return JsonMapper.shared().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    relay.close();
    simulator.close();
    http.shutdownNow();
  }
}
