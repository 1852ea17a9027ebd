package io.washa.payments.daraja;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

/**
 * Passes confirmations on, as they came, to the one other address that a tenant names. Never to an
 * address inside: whoever names it must not reach our own machines through us.
 */
public final class ConfirmationRelay implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http;
  private final boolean alsoInside;

  /**
   * @param alsoInside for demo and tests, where everything is on this machine
   */
  ConfirmationRelay(boolean alsoInside) {
    this.alsoInside = alsoInside;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static boolean allowed(URI relay) {
    return relay.getHost() != null
        && relay.getUserInfo() == null
        && ("https".equals(relay.getScheme())
            || ("http".equals(relay.getScheme()) && relay.getHost().equals("127.0.0.1")));
  }

  /**
   * Posts once.
   *
   * @throws IOException if it was not answered with 2xx in time: to be tried again
   */
  public void post(URI relay, String body) throws IOException {
    if (!alsoInside && inside(relay)) {
      throw new IOException("the relay's address is inside");
    }
    try {
      HttpResponse<Void> response =
          http.send(
              HttpRequest.newBuilder(relay)
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (response.statusCode() / 100 != 2) {
        throw new IOException("the relay answered " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean inside(URI relay) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(relay.getHost()))
        .anyMatch(address ->
            address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
