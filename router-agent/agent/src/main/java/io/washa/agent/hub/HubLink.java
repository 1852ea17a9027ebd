package io.washa.agent.hub;

import io.washa.agent.site.Outbox;
import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Capability;
import io.washa.protocol.Challenge;
import io.washa.protocol.Enrolment;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.Welcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Keeps the agent connected to its hub, for as long as the agent runs. */
public final class HubLink implements Outbox, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("washa.hub");
  private static final int SILENT_INTERVALS = 3;
  private static final int MIN_HEARTBEAT_MILLIS = 50;
  private static final int MAX_HEARTBEAT_MILLIS = 120_000;

  private static final List<String> CAPABILITIES =
      List.of(
          Capability.PPPOE,
          Capability.HOTSPOT,
          Capability.DHCP,
          Capability.STATIC,
          Capability.PROBE,
          Capability.PLAN,
          Capability.RULES,
          Capability.DRIFT,
          Capability.USAGE,
          Capability.REFUSALS,
          Capability.HEALTH,
          Capability.TOOLS);

  private final HttpClient http;
  private final URI uri;
  private final AgentFolder.Identity identity;
  private final HubSettings settings;
  private final Thread thread = new Thread(this::run, "hub");
  private final CountDownLatch stopped = new CountDownLatch(1);

  private volatile @Nullable HubEvents events;
  private volatile @Nullable HubConnection connection;
  private volatile boolean welcomed;
  private volatile boolean closed;
  private long spreadMillis;

  /**
   * A link.
   *
   * @param hub http or https address of the hub
   * @param identity of an enrolled agent
   */
  public HubLink(HttpClient http, URI hub, AgentFolder.Identity identity, HubSettings settings) {
    this.http = http;
    String scheme = "https".equals(hub.getScheme()) ? "wss" : "ws";
    this.uri = URI.create(scheme + "://" + hub.getRawAuthority() + Enrolment.CONNECT_PATH);
    this.identity = identity;
    this.settings = settings;
    thread.setDaemon(true);
  }

  /** Starts dialling. */
  public void start(HubEvents listener) {
    events = listener;
    thread.start();
  }

  /** Whether the hub has welcomed us on the present connection. */
  @Override
  public boolean isOpen() {
    return welcomed;
  }

  @Override
  public void send(Message message) {
    HubConnection open = connection;
    if (welcomed && open != null) {
      open.send(message);
    }
  }

  /**
   * Why a connection ended, and when the next may begin.
   *
   * @param pause that the hub asked for; zero: none
   */
  private record Ending(String reason, boolean sentAway, Duration pause) {
    static Ending broken(String reason) {
      return new Ending(reason, false, Duration.ZERO);
    }
  }

  private void run() {
    BackOff pauses = new BackOff(settings.firstRetry(), settings.maxRetry());
    String lastReason = "";
    while (!closed) {
      Ending ending = connectOnce();
      boolean wasWelcomed = welcomed;
      welcomed = false;
      connection = null;
      if (closed) {
        return;
      }
      if (wasWelcomed) {
        pauses.reset();
        Objects.requireNonNull(events).left();
      }
      Duration pause = pause(ending, wasWelcomed, pauses);
      if (wasWelcomed || !ending.reason().equals(lastReason)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "hub: {0}; trying again in {1} ms",
            ending.reason(),
            Long.toString(pause.toMillis()));
      }
      lastReason = ending.reason();
      sleep(pause);
    }
  }

  /** What the hub asks for counts up to the pause of one that was sent away. */
  private Duration pause(Ending ending, boolean wasWelcomed, BackOff pauses) {
    if (ending.sentAway()) {
      return settings.sentAway();
    }
    if (!ending.pause().isZero()) {
      return shorter(ending.pause(), settings.sentAway());
    }
    // Only the first pause after a break is spread; from then on the growing ones differ enough.
    return wasWelcomed ? pauses.next().plus(spread()) : pauses.next();
  }

  private Duration spread() {
    long within = Math.min(spreadMillis, settings.sentAway().toMillis());
    return Duration.ofMillis(within <= 0 ? 0 : ThreadLocalRandom.current().nextLong(within));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Ending connectOnce() {
    HubConnection current = new HubConnection();
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(settings.handshake())
              .buildAsync(uri, current)
              .get(settings.handshake().toMillis(), TimeUnit.MILLISECONDS);
      current.start(socket);
      connection = current;
      if (closed) {
        return Ending.broken("closed");
      }
      return converse(current);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      return Ending.broken("cannot reach " + uri + ": " + what);
    } catch (TimeoutException e) {
      return Ending.broken(uri + " does not answer");
    } catch (InterruptedException e) {
      closed = true;
      return Ending.broken("interrupted");
    } catch (IOException | RuntimeException e) {
      return Ending.broken(String.valueOf(e.getMessage()));
    } finally {
      current.end("ended");
    }
  }

  private Ending converse(HubConnection current) throws IOException, InterruptedException {
    HubEvents listener = Objects.requireNonNull(events);
    Message first = expect(current);
    if (first instanceof Goodbye goodbye) {
      return sentAway(goodbye);
    }
    if (!(first instanceof Challenge challenge)) {
      throw new IOException("the hub did not begin with a challenge");
    }
    UUID agent = Objects.requireNonNull(identity.agent());
    current.send(
        new Hello(
            agent,
            AgentKey.sign(identity, agent, challenge.nonce()),
            software(),
            CAPABILITIES,
            listener.holdings()));
    Message second = expect(current);
    if (second instanceof Goodbye goodbye) {
      return sentAway(goodbye);
    }
    if (!(second instanceof Welcome welcome)) {
      throw new IOException("the hub did not welcome us");
    }
    listener.welcomed(welcome);
    spreadMillis = welcome.spreadMillis();
    welcomed = true;
    LOG.log(System.Logger.Level.INFO, "hub: connected to {0}", uri);
    return listen(current, listener, heartbeatMillis(welcome));
  }

  private static long heartbeatMillis(Welcome welcome) {
    return Math.min(
        Math.max(welcome.heartbeatMillis(), MIN_HEARTBEAT_MILLIS), MAX_HEARTBEAT_MILLIS);
  }

  private Message expect(HubConnection current) throws IOException, InterruptedException {
    return current
        .next(settings.handshake())
        .orElseThrow(() -> new IOException("the hub did not answer in time"));
  }

  private Ending listen(HubConnection current, HubEvents listener, long intervalMillis)
      throws IOException, InterruptedException {
    long interval = intervalMillis * 1_000_000;
    long lastHeard = System.nanoTime();
    long nextBeat = lastHeard + interval;
    while (!closed) {
      long now = System.nanoTime();
      if (now - nextBeat >= 0) {
        current.send(new Heartbeat(Instant.now()));
        nextBeat = now + interval;
      }
      if (now - lastHeard > SILENT_INTERVALS * interval) {
        throw new IOException("the hub has been silent for too long");
      }
      long wait = Math.min(nextBeat, lastHeard + SILENT_INTERVALS * interval) - now;
      Optional<Message> message = current.next(Duration.ofNanos(wait));
      if (message.isPresent()) {
        lastHeard = System.nanoTime();
        if (message.get() instanceof Goodbye goodbye) {
          return sentAway(goodbye);
        }
        if (message.get() instanceof Heartbeat heartbeat) {
          listener.heard(heartbeat);
        } else {
          listener.received(message.get());
        }
      }
    }
    return Ending.broken("closed");
  }

  private static Ending sentAway(Goodbye goodbye) {
    return new Ending(
        "the hub said goodbye: " + goodbye.reason(),
        !goodbye.retry(),
        Duration.ofMillis(Math.max(0, goodbye.pauseMillis())));
  }

  private static String software() {
    String version = HubLink.class.getPackage().getImplementationVersion();
    return "washa-agent " + (version == null ? "(unpackaged)" : version);
  }

  private void sleep(Duration pause) {
    try {
      if (stopped.await(Math.max(pause.toMillis(), 1), TimeUnit.MILLISECONDS)) {
        closed = true;
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Says goodbye and stops. */
  @Override
  public void close() {
    HubConnection open = connection;
    boolean polite = welcomed;
    closed = true;
    if (open != null && polite) {
      open.close(new Goodbye("the agent is stopping", true));
    } else if (open != null) {
      open.end("closed");
    }
    stopped.countDown();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
