package io.washa.demo.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks JSON to the simulators' controls, and HTTP to anything. */
final class Http {
  static {
    // Java does not resolve acme.localhost; the portal is asked at 127.0.0.1 with its host's name.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  private Http() {}

  static JsonNode get(String address) {
    return JSON.readTree(
        ok(send(HttpRequest.newBuilder(URI.create(address)).GET()), address).body());
  }

  static JsonNode post(String address, Map<String, Object> body) {
    String text =
        ok(
                send(
                    HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))),
                address)
            .body();
    return JSON.readTree(text.isBlank() ? "{}" : text);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> ok(HttpResponse<String> response, String address) {
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          address + " answered " + response.statusCode() + ": " + response.body());
    }
    return response;
  }
}
