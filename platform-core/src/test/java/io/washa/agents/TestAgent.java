package io.washa.agents;

import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import io.washa.protocol.Challenge;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Enrolment;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.NeedSnapshot;
import io.washa.protocol.Welcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A small agent whose disk is memory and whose routers do what the test says. */
final class TestAgent implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final List<ApplyDesired> received = new CopyOnWriteArrayList<>();
  final Map<UUID, Hello.Holding> holdings = new ConcurrentHashMap<>();
  final Set<UUID> deaf = ConcurrentHashMap.newKeySet();
  final Set<String> poison = ConcurrentHashMap.newKeySet();
  final Set<UUID> dead = ConcurrentHashMap.newKeySet();
  final List<Message> heard = new CopyOnWriteArrayList<>();

  private final int port;
  private final KeyPair keys;
  private UUID id;
  private volatile @Nullable WebSocket socket;
  volatile boolean closed = true;

  /** Whether it does not beat. */
  volatile boolean silent;

  /** Whether it leaves commands unanswered. */
  volatile boolean mute;

  TestAgent(int port) throws GeneralSecurityException {
    this.port = port;
    this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    this.id = UUID.randomUUID();
  }

  /** Another process with the same key and id, with an empty disk. */
  private TestAgent(TestAgent same, int port) {
    this.port = port;
    this.keys = same.keys;
    this.id = same.id;
  }

  TestAgent twin() {
    return new TestAgent(this, port);
  }

  /** The same at another pod. */
  TestAgent twinAt(int otherPort) {
    return new TestAgent(this, otherPort);
  }

  void claims(UUID other) {
    id = other;
  }

  UUID id() {
    return id;
  }

  /** Redeems a code; returns the HTTP status. */
  int enrol(String code) throws Exception {
    HttpResponse<String> answer =
        post(
            MessageCodec.writeValue(
                new Enrolment.Request(
                    code, Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()))));
    if (answer.statusCode() == 200) {
      id = MessageCodec.readValue(answer.body(), Enrolment.Answer.class).agent();
    }
    return answer.statusCode();
  }

  HttpResponse<String> post(String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Enrolment.PATH))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  TestAgent connect() throws Exception {
    closed = false;
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + port + Enrolment.CONNECT_PATH), new Listener())
            .get(5, TimeUnit.SECONDS);
    return this;
  }

  boolean isWelcome() {
    return heard.stream().anyMatch(Welcome.class::isInstance);
  }

  @Nullable Goodbye goodbye() {
    return heard.stream()
        .filter(Goodbye.class::isInstance)
        .map(Goodbye.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** The line breaks without a word. */
  void breaksOff() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    closed = true;
    heard.clear();
  }

  @Override
  public void close() {
    breaksOff();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        MessageCodec.read(text.toString()).ifPresent(message -> take(open, message));
        text.setLength(0);
      }
      open.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
      closed = true;
      return null;
    }

    @Override
    public void onError(WebSocket open, Throwable error) {
      closed = true;
    }
  }

  private void take(WebSocket open, Message message) {
    heard.add(message);
    switch (message) {
      case Challenge challenge ->
          say(
              open,
              new Hello(
                  id, sign(challenge), "test", List.of("pppoe"), List.copyOf(holdings.values())));
      case Assign assign ->
          assign
              .routers()
              .forEach(router ->
                  holdings.merge(
                      router.router(),
                      new Hello.Holding(router.router(), router.epoch(), 0),
                      (old, fresh) -> old.epoch() < fresh.epoch() ? fresh : old));
      case ApplyDesired desired -> apply(open, desired);
      case Heartbeat _ when !silent -> say(open, new Heartbeat(Instant.now()));
      case Command command when !mute ->
          say(
              open,
              new CommandResult(
                  command.id(), !dead.contains(command.router()), "probe of " + command.router()));
      default -> {}
    }
  }

  private void apply(WebSocket open, ApplyDesired desired) {
    received.add(desired);
    Hello.Holding held =
        holdings.getOrDefault(desired.router(), new Hello.Holding(desired.router(), 1, 0));
    if (!desired.snapshot()
        && (held.epoch() != desired.epoch() || held.generation() != desired.base())) {
      say(open, new NeedSnapshot(desired.router(), held.epoch(), held.generation()));
      return;
    }
    if (desired.part() < desired.parts()) {
      return;
    }
    holdings.put(
        desired.router(),
        new Hello.Holding(desired.router(), desired.epoch(), desired.generation()));
    if (!deaf.contains(desired.router())) {
      say(open, applied(desired));
    }
  }

  private Applied applied(ApplyDesired last) {
    List<Applied.Result> results = new ArrayList<>();
    for (ApplyDesired part : received) {
      if (part.router().equals(last.router()) && part.generation() == last.generation()) {
        part.rows()
            .forEach(row ->
                results.add(
                    poison.contains(row.name())
                        ? new Applied.Result(
                            row.access(),
                            row.generation(),
                            Applied.Outcome.FAILED,
                            "the router refused " + row.name())
                        : new Applied.Result(
                            row.access(), row.generation(), Applied.Outcome.APPLIED, null)));
      }
    }
    return new Applied(last.router(), last.epoch(), last.generation(), results);
  }

  void say(Message message) {
    WebSocket open = socket;
    if (open != null) {
      say(open, message);
    }
  }

  private static void say(WebSocket open, Message message) {
    say(open, MessageCodec.write(message));
  }

  /** Says what may be no message at all. */
  void sayText(String text) {
    WebSocket open = socket;
    if (open != null) {
      say(open, text);
    }
  }

  private static synchronized void say(WebSocket open, String text) {
    open.sendText(text, true).join();
  }

  List<Command> commands() {
    return heard.stream().filter(Command.class::isInstance).map(Command.class::cast).toList();
  }

  private String sign(Challenge challenge) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(Challenge.textToSign(challenge.nonce(), id));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
