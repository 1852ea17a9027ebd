package io.washa.demo.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP to this machine. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Json() {}

  /** What an address answers; any status but 200 is a surprise. */
  static JsonNode get(String address) throws IOException, InterruptedException {
    return read(client().send(request(address).build(), BodyHandlers.ofString()));
  }

  /** The file that an address answers with. */
  static byte[] bytes(String address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client().send(request(address).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(address + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  /** What an address answers to a body; any status but 200 is a surprise. */
  static JsonNode post(String address, Object body) throws IOException, InterruptedException {
    return read(client().send(posting(address, write(body)), BodyHandlers.ofString()));
  }

  /** The status that an address will answer to a body, if it ever answers. */
  static CompletableFuture<Integer> send(String address, String body) {
    // A connection of its own: nothing is sent twice behind our back.
    return client()
        .sendAsync(posting(address, body), BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  static String write(Object body) {
    return MAPPER.writeValueAsString(body);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  private static HttpRequest posting(String address, String body) {
    return request(address)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
  }

  private static JsonNode read(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          answer.uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return MAPPER.readTree(answer.body());
  }
}
