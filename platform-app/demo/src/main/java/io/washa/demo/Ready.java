package io.washa.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Tells whether a program that was started is ready. */
@FunctionalInterface
interface Ready {
  /**
   * Asked again and again until it says yes.
   *
   * @param log what the program has written so far
   */
  boolean now(Path log) throws InterruptedException;

  /** Ready when an address answers with 2xx. */
  static Ready answering(URI address) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
    return _ -> {
      try {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** Ready when its log contains a text. */
  static Ready saying(String text) {
    return log -> {
      try {
        return Files.readString(log, StandardCharsets.UTF_8).contains(text);
      } catch (IOException e) {
        return false;
      }
    };
  }
}
