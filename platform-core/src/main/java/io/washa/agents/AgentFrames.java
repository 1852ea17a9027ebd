package io.washa.agents;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.Future;
import io.washa.protocol.Challenge;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.MessageCodec.MalformedMessageException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent's WebSocket on the event loop: challenge, heartbeats, and frames put in order. */
final class AgentFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger log = LoggerFactory.getLogger(AgentFrames.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 32;
  private static final int SILENT_INTERVALS = 3;

  private final Conversation.Desk desk;
  private @Nullable Talk talk;
  private @Nullable Future<?> beats;
  private long lastHeard = System.nanoTime();

  AgentFrames(Conversation.Desk desk) {
    this.desk = desk;
  }

  private record Talk(
      AgentConnection connection,
      Conversation conversation,
      SerialQueue queue,
      Valve valve,
      Pace pace) {}

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HandshakeComplete) {
      begin(context);
    }
    context.fireUserEventTriggered(event);
  }

  private void begin(ChannelHandlerContext context) {
    byte[] random = new byte[NONCE_BYTES];
    RANDOM.nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    AgentConnection connection = new AgentConnection(context.channel(), desk.clock());
    Valve valve = new Valve(context.channel(), this::hears);
    talk =
        new Talk(
            connection,
            new Conversation(desk, connection, nonce),
            new SerialQueue(new Busy(valve)),
            valve,
            new Pace(desk.properties().limits(), System::nanoTime));
    restartDeadline(context);
    hears();
    connection.send(new Challenge(nonce));
    long interval = desk.properties().heartbeat().toMillis();
    beats =
        context
            .executor()
            .scheduleAtFixedRate(() -> beat(context), interval, interval, TimeUnit.MILLISECONDS);
  }

  /** Silence counts from now. */
  private void hears() {
    lastHeard = System.nanoTime();
  }

  private static void restartDeadline(ChannelHandlerContext context) {
    Deadline deadline = context.pipeline().get(Deadline.class);
    deadline.restart(Objects.requireNonNull(context.pipeline().context(deadline)));
  }

  private static void liftDeadline(ChannelHandlerContext context) {
    Deadline deadline = context.pipeline().get(Deadline.class);
    if (deadline != null) {
      deadline.lift();
    }
  }

  /** Closed while the queue is full. */
  private record Busy(Valve valve) implements SerialQueue.Flow {
    @Override
    public void pause() {
      valve.close(Valve.Reason.BUSY);
    }

    @Override
    public void resume() {
      valve.open(Valve.Reason.BUSY);
    }
  }

  private void beat(ChannelHandlerContext context) {
    Talk now = Objects.requireNonNull(talk);
    long silence = System.nanoTime() - lastHeard;
    // While we do not read, silence is ours.
    if (now.valve().isOpen()
        && silence > SILENT_INTERVALS * desk.properties().heartbeat().toNanos()) {
      log.info("an agent was silent for {} ms", TimeUnit.NANOSECONDS.toMillis(silence));
      Closing.close(context);
    } else if (now.connection().isServing() && context.channel().isWritable()) {
      now.connection().send(new Heartbeat(desk.clock().instant()));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    hears();
    Talk now = talk;
    if (now == null || !(frame instanceof TextWebSocketFrame text)) {
      Closing.close(context);
      return;
    }
    if (now.conversation().isAcquainted()) {
      liftDeadline(context);
    }
    int size = text.content().readableBytes();
    String message = text.text();
    if (now.pace().spend(size) && now.valve().close(Valve.Reason.PACE)) {
      log.warn("an agent says too much; it is read more slowly");
      readLater(context, now);
    }
    now.queue().add(size, () -> hear(context, now, message));
  }

  /** What had been read already came on top, so that the pause may have grown at its end. */
  private static void readLater(ChannelHandlerContext context, Talk talk) {
    Duration quiet = talk.pace().quiet();
    if (quiet.isZero()) {
      talk.valve().open(Valve.Reason.PACE);
    } else {
      Future<?> _ =
          context
              .executor()
              .schedule(
                  () -> readLater(context, talk), quiet.toMillis() + 1, TimeUnit.MILLISECONDS);
    }
  }

  private static void hear(ChannelHandlerContext context, Talk talk, String message) {
    try {
      talk.conversation().heard(message);
      if (talk.conversation().isAcquainted()) {
        context.executor().execute(() -> liftDeadline(context));
      }
    } catch (MalformedMessageException e) {
      talk.connection().end(new Goodbye(String.valueOf(e.getMessage()), true));
    } catch (RuntimeException e) {
      // What was not recorded is said again after a reconnect.
      log.error("an agent's message could not be handled; its connection is closed", e);
      talk.connection().end(new Goodbye("the platform could not go on; come back", true));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Talk ended = talk;
    if (beats != null) {
      beats.cancel(false);
    }
    if (ended != null) {
      ended.connection().lost();
      ended.queue().finish(ended.conversation()::over);
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("an agent's connection is closed: {}", cause.toString());
    Closing.close(context);
  }
}
