package io.washa.payments.daraja;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** HTTP to Daraja: sends once, waits a bounded time, reads a bounded answer. */
final class DarajaGateway implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http;
  private final RestClient client;
  private final DarajaProperties.PullMethod pullMethod;

  DarajaGateway(DarajaProperties daraja) {
    pullMethod = daraja.pullMethod();
    // HTTP/1.1: an upgrade offer on a POST is one more thing for a firewall to stumble over.
    // The JDK's client repeats a POST only when the connection was never made.
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(daraja.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(daraja.readTimeout());
    client =
        RestClient.builder().baseUrl(daraja.baseUrl().toString()).requestFactory(requests).build();
  }

  /** What came of a call. */
  sealed interface Reply {
    /** An answer, cut at the length of the longest message. */
    record Answer(int status, String body) implements Reply {
      boolean ok() {
        return status == 200;
      }
    }

    /** The request never left this machine. */
    record NotSent(String reason) implements Reply {}

    /** The request may have arrived; its answer did not. */
    record Lost(String reason) implements Reply {}
  }

  Reply get(String path, String authorization) {
    return exchange(client.get().uri(path).header(HttpHeaders.AUTHORIZATION, authorization));
  }

  Reply post(String path, String authorization, Map<String, ?> body) {
    return send(HttpMethod.POST, path, authorization, body);
  }

  /** By the method that Pull is set to. */
  Reply pull(String path, String authorization, Map<String, ?> body) {
    return send(HttpMethod.valueOf(pullMethod.name()), path, authorization, body);
  }

  private Reply send(HttpMethod method, String path, String authorization, Map<String, ?> body) {
    return exchange(
        client
            .method(method)
            .uri(path)
            .header(HttpHeaders.AUTHORIZATION, authorization)
            .contentType(MediaType.APPLICATION_JSON)
            .body(JSON.writeValueAsBytes(body)));
  }

  private static Reply exchange(RestClient.RequestHeadersSpec<?> request) {
    try {
      return Objects.requireNonNull(request.exchange((sent, response) -> read(response)));
    } catch (ResourceAccessException e) {
      Throwable cause = e.getCause();
      String reason = cause == null ? "no answer" : describe(cause);
      return neverSent(cause) ? new Reply.NotSent(reason) : new Reply.Lost(reason);
    }
  }

  private static Reply read(ClientHttpResponse response) throws IOException {
    // Closed here, because RestClient would read on to the end of an answer that has none.
    try (InputStream body = response.getBody()) {
      byte[] bytes = body.readNBytes(InboundMessages.MAX_LENGTH);
      return new Reply.Answer(
          response.getStatusCode().value(), new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static boolean neverSent(@Nullable Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof UnknownHostException
        || cause instanceof SSLHandshakeException;
  }

  /** The kind of failure only: messages of HTTP clients may quote what was sent. */
  private static String describe(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
