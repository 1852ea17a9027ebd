package io.washa.demo.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has the simulated Safaricom remember payments of the past, so that its statement has them too.
 */
@Component
class SafaricomHistory {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final JsonMapper json;
  private final URI history;

  SafaricomHistory(JsonMapper json, @Value("${washa.daraja.base-url}") String daraja) {
    this.json = json;
    this.history = URI.create(daraja + "/control/history");
  }

  /** The confirmations that Safaricom would have posted for these payments of one shortcode. */
  List<String> confirmations(List<Past.PastPayment> payments) {
    List<Map<String, Object>> transactions =
        payments.stream()
            .map(payment ->
                Map.<String, Object>of(
                    "account", payment.account(),
                    "amount", payment.buyer().shillings(),
                    "msisdn", payment.buyer().phone(),
                    "firstName", payment.buyer().firstName(),
                    "at", payment.at().toString()))
            .toList();
    JsonNode answer =
        post(
            Map.of(
                "shortcode",
                payments.getFirst().shortcode().number(),
                "transactions",
                transactions));
    return answer.valueStream().map(JsonNode::toString).toList();
  }

  private JsonNode post(Map<String, Object> body) {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(history)
                  .timeout(Duration.ofSeconds(30))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("the history was refused: " + response.body());
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
