package io.washa.agents;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.washa.network.Delivery;
import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.CommandResult;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.NeedSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One agent's connection: what is sent on it, and which answers are waited for. */
final class AgentConnection {
  private static final int MOST_COMMANDS = 256;

  private final Channel channel;
  private final Clock clock;
  private final Map<UUID, Waiting> deliveries = new ConcurrentHashMap<>();
  private final Map<UUID, CompletableFuture<CommandResult>> commands = new ConcurrentHashMap<>();
  private volatile Understood understood = Understood.LEAST;
  private volatile boolean serving;
  private volatile boolean ended;

  AgentConnection(Channel channel, Clock clock) {
    this.channel = channel;
    this.clock = clock;
  }

  private enum Answer {
    ACCEPTED,
    NEEDS_SNAPSHOT,
    LOST,
    SUPERSEDED
  }

  private record Waiting(long epoch, long generation, CompletableFuture<Answer> answer) {
    boolean isAnsweredBy(Applied applied) {
      return applied.epoch() == epoch && applied.generation() >= generation;
    }
  }

  /** It said what it can do. */
  void understands(List<String> capabilities) {
    understood = new Understood(Set.copyOf(capabilities));
  }

  /** Tells it its routers, as far as it understands. */
  void assign(Assign assign) {
    send(understood.of(assign));
  }

  /** From now on it may be sent commands and desired state. */
  void serve() {
    serving = !ended;
  }

  boolean isServing() {
    return serving && !ended;
  }

  /**
   * Sends a message.
   *
   * @throws IllegalStateException if it is too long for the other side
   */
  void send(Message message) {
    // A write that fails closes the channel, and that is heard of elsewhere.
    write(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private ChannelFuture write(Message message) {
    byte[] text = MessageCodec.write(message).getBytes(StandardCharsets.UTF_8);
    if (text.length > MessageCodec.MAX_BYTES) {
      throw new IllegalStateException(
          "a " + message.getClass().getSimpleName() + " of " + text.length + " bytes is too long");
    }
    return channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)));
  }

  /** Says goodbye and closes; who waits for an answer hears that none will come. */
  void end(Goodbye goodbye) {
    ended = true;
    send(goodbye);
    channel
        .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
        .addListener(ChannelFutureListener.CLOSE);
    lost();
  }

  /** The connection is gone. */
  void lost() {
    ended = true;
    deliveries.values().forEach(waiting -> waiting.answer().complete(Answer.LOST));
    commands.forEach((id, answer) -> answer.complete(lostCommand(id)));
  }

  Delivery deliver(List<ApplyDesired> parts, Duration patience) {
    ApplyDesired last = parts.getLast();
    Waiting waiting = new Waiting(last.epoch(), last.generation(), new CompletableFuture<>());
    Waiting older = deliveries.put(last.router(), waiting);
    if (older != null) {
      older.answer().complete(Answer.SUPERSEDED);
    }
    Instant sentAt = clock.instant();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (ended) {
        return new Delivery.NoAgent();
      }
      for (ApplyDesired part : parts) {
        // One part at a time, so that no more than one is kept in memory for a slow line.
        if (!write(part).await(left(deadline), TimeUnit.NANOSECONDS)) {
          return new Delivery.Unanswered(sentAt, "the line to the site takes no more");
        }
      }
      return delivery(waiting.answer().get(left(deadline), TimeUnit.NANOSECONDS), sentAt);
    } catch (TimeoutException e) {
      return new Delivery.Unanswered(
          sentAt, "the agent did not answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Unanswered(sentAt, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      deliveries.remove(last.router(), waiting);
    }
  }

  private static Delivery delivery(Answer answer, Instant sentAt) {
    return switch (answer) {
      case ACCEPTED -> new Delivery.Accepted(sentAt);
      case NEEDS_SNAPSHOT -> new Delivery.NeedsSnapshot();
      case LOST -> new Delivery.Unanswered(sentAt, "the connection to the agent ended");
      case SUPERSEDED -> new Delivery.Unanswered(sentAt, "another worker took the router over");
    };
  }

  private static long left(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }

  /** A report was recorded; whoever waits for it goes on. */
  void answered(Applied applied) {
    Waiting waiting = deliveries.get(applied.router());
    if (waiting != null && waiting.isAnsweredBy(applied)) {
      waiting.answer().complete(Answer.ACCEPTED);
    }
  }

  /** The need was recorded. */
  void answered(NeedSnapshot need) {
    sendAnew(need.router());
  }

  /** A report counts for nothing, for a new epoch began while it was on its way. */
  void outdated(Applied applied) {
    sendAnew(applied.router());
  }

  private void sendAnew(UUID router) {
    Waiting waiting = deliveries.get(router);
    if (waiting != null) {
      waiting.answer().complete(Answer.NEEDS_SNAPSHOT);
    }
  }

  void answered(CommandResult result) {
    CompletableFuture<CommandResult> waiting = commands.get(result.id());
    if (waiting != null) {
      waiting.complete(result);
    }
  }

  /** Has the agent do something once; empty if it did not answer in time. */
  Optional<CommandResult> command(UUID router, String name, String argument, Duration patience) {
    if (commands.size() >= MOST_COMMANDS || !channel.isWritable()) {
      return Optional.empty();
    }
    Command command = new Command(UUID.randomUUID(), router, name, argument, patience.toMillis());
    CompletableFuture<CommandResult> answer = new CompletableFuture<>();
    commands.put(command.id(), answer);
    try {
      if (ended) {
        return Optional.of(lostCommand(command.id()));
      }
      send(command);
      return Optional.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      commands.remove(command.id());
    }
  }

  private static CommandResult lostCommand(UUID id) {
    return new CommandResult(id, false, "the connection to the agent ended");
  }
}
