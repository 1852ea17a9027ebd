package io.washa.agent.hub;

import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket with bounded queues both ways. A queue that overflows ends the connection: the
 * next one begins with everything anew.
 */
final class HubConnection implements WebSocket.Listener {
  private static final int MAX_INCOMING = 64;
  private static final int MAX_OUTGOING = 2000;
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(15);

  private final BlockingQueue<Message> incoming = new ArrayBlockingQueue<>(MAX_INCOMING);
  private final BlockingQueue<Message> outgoing = new ArrayBlockingQueue<>(MAX_OUTGOING);
  private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
  private final StringBuilder text = new StringBuilder();
  private volatile @Nullable WebSocket socket;
  private volatile boolean lastWords;

  /** Begins to send. */
  void start(WebSocket opened) {
    socket = opened;
    Thread writer = new Thread(this::writeAll, "hub-writer");
    writer.setDaemon(true);
    writer.start();
  }

  /** The next message, empty if none came in time. */
  Optional<Message> next(Duration wait) throws InterruptedException, IOException {
    Message message = incoming.poll(Math.max(wait.toMillis(), 1), TimeUnit.MILLISECONDS);
    String reason = ended.get();
    if (message == null && reason != null) {
      throw new IOException(reason);
    }
    if (message != null) {
      WebSocket open = socket;
      if (open != null) {
        open.request(1);
      }
    }
    return Optional.ofNullable(message);
  }

  /** Puts a message in the queue. */
  void send(Message message) {
    if (!outgoing.offer(message)) {
      end("the hub does not read fast enough");
    }
  }

  /** Sends a last message if it goes quickly, and closes. */
  void close(Message last) {
    if (ended.get() == null) {
      lastWords = outgoing.offer(last);
      long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      while (lastWords && ended.get() == null && System.nanoTime() < until) {
        try {
          Thread.sleep(10);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    end("closed");
  }

  /** Ends the connection; the first reason stays. */
  void end(String reason) {
    ended.compareAndSet(null, reason);
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private void writeAll() {
    WebSocket open = socket;
    while (open != null && ended.get() == null) {
      try {
        Message message = outgoing.poll(200, TimeUnit.MILLISECONDS);
        if (message != null) {
          open.sendText(MessageCodec.write(message), true)
              .get(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
          if (lastWords && outgoing.isEmpty()) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(500, TimeUnit.MILLISECONDS);
            end("closed");
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end("interrupted");
      } catch (TimeoutException e) {
        end("the hub does not read");
      } catch (java.util.concurrent.ExecutionException | RuntimeException e) {
        end("cannot send to the hub: " + reason(e));
      }
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(MAX_INCOMING / 2);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (text.length() > MessageCodec.MAX_BYTES) {
      end("the hub sent an oversized message");
      return null;
    }
    if (!last) {
      from.request(1);
      return null;
    }
    String whole = text.toString();
    text.setLength(0);
    try {
      Optional<Message> message = MessageCodec.read(whole);
      if (message.isEmpty()) {
        from.request(1);
      } else if (!incoming.offer(message.get())) {
        end("too many messages at once");
      }
    } catch (MessageCodec.MalformedMessageException e) {
      end("the hub sent something that is no message");
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    end("the hub sent binary data");
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String why) {
    end("the hub closed the connection" + (why.isEmpty() ? "" : ": " + why));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end("connection to the hub broke: " + error.getMessage());
  }
}
