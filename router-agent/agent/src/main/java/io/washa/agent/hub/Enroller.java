package io.washa.agent.hub;

import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Enrolment;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.MessageCodec.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Redeems a one-time code. */
public final class Enroller {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final HttpClient http;
  private final URI hub;

  /** An enroller at a hub. */
  public Enroller(HttpClient http, URI hub) {
    this.http = http;
    this.hub = hub;
  }

  /** What the hub said. */
  public sealed interface Result {
    /** The agent is known from now on. */
    record Enrolled(Enrolment.Answer answer) implements Result {}

    /** The code or the request is no good; the same again will not help. */
    record Refused(String reason) implements Result {}
  }

  /**
   * Asks once.
   *
   * @throws IOException if the hub cannot be reached or is not well: try again later
   */
  public Result enrol(String code, AgentFolder.Identity identity)
      throws IOException, InterruptedException {
    String body = MessageCodec.writeValue(new Enrolment.Request(code, identity.publicKey()));
    HttpRequest request =
        HttpRequest.newBuilder(hub.resolve(Enrolment.PATH))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    String text;
    try (InputStream in = response.body()) {
      text = new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    }
    try {
      return switch (response.statusCode()) {
        case 200 -> new Result.Enrolled(MessageCodec.readValue(text, Enrolment.Answer.class));
        case 400, 403 ->
            new Result.Refused(MessageCodec.readValue(text, Enrolment.Refusal.class).reason());
        default -> throw new IOException("the hub answered HTTP " + response.statusCode());
      };
    } catch (MalformedMessageException e) {
      throw new IOException("the hub gave no proper answer", e);
    }
  }
}
