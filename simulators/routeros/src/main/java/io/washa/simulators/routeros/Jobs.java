package io.washa.simulators.routeros;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The commands of one connection that go on by themselves until they end or are cancelled. */
final class Jobs {
  /** The bound is ours. */
  static final int MAX_RUNNING = 100;

  private final Machine machine;
  private final ReplyWriter replies;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** One of them; whoever takes it out of the map ends its answer, and nobody else. */
  private record Running(@Nullable String tag, Job job) {}

  Jobs(Machine machine, ReplyWriter replies) {
    this.machine = machine;
    this.replies = replies;
  }

  /** Starts a command that goes on by itself; false if it is none. */
  boolean start(Request request, Caller caller) throws IOException {
    Job job = tool(request);
    if (job != null) {
      if (!caller.may(Caller.policyFor(request))) {
        Trap trap = machine.version().notPermitted();
        replies.send(request.tag(), new Outcome.Refused(trap), false);
      } else if (hasRoomFor(request)) {
        launch(request.tag(), job);
      }
      return true;
    }
    Store store = machine.router.context().store();
    boolean listens = request.verb().equals("listen");
    boolean follows =
        request.verb().equals("print") && (request.has("follow") || request.has("follow-only"));
    boolean may = caller.may(Caller.policyFor(request));
    if (!(listens || follows) || !store.has(request.menu()) || !may) {
      return false;
    }
    Table table = store.table(request.menu());
    if (table.menu().isSettings()) {
      return false;
    }
    if (!hasRoomFor(request)) {
      return true;
    }
    Listening listening =
        new Listening(
            new Printing(request, table, machine.router.context(), caller),
            request,
            replies,
            store);
    Trap wrong = listening.begin(request.has("follow"));
    if (wrong != null) {
      replies.send(request.tag(), new Outcome.Refused(wrong), false);
      return true;
    }
    launch(request.tag(), listening);
    return true;
  }

  /** The tool that a command starts, or null. */
  private @Nullable Job tool(Request request) {
    return switch (request.command()) {
      case "/ping", "/tool/ping" -> new Ping(machine, replies, request);
      case "/tool/fetch" -> new Fetch(machine, replies, request);
      case "/interface/monitor-traffic" ->
          MonitorTraffic.isRight(request, machine.router.context().store())
                  || !request.has("interface")
              ? new MonitorTraffic(machine, replies, request)
              : new Refusing(
                  machine.version().badValue("input does not match any value of interface"));
      default -> null;
    };
  }

  /** Refuses a command in its turn. */
  private record Refusing(Trap trap) implements Job {
    @Override
    public Outcome run() {
      return new Outcome.Refused(trap);
    }

    @Override
    public void stop() {}
  }

  /** Refuses a command if too many are running already. */
  private boolean hasRoomFor(Request request) throws IOException {
    if (running.size() < MAX_RUNNING) {
      return true;
    }
    Trap trap = machine.version().failure("too many commands at once");
    replies.send(request.tag(), new Outcome.Refused(trap), false);
    return false;
  }

  private void launch(@Nullable String tag, Job job) {
    String key = key(tag);
    Running started = new Running(tag, job);
    Running old = running.put(key, started);
    if (old != null) {
      old.job().stop();
    }
    Thread.ofVirtual().name("routeros-job").start(() -> work(key, started));
    if (closed) {
      stopAll();
    }
  }

  private void work(String key, Running started) {
    try {
      Outcome outcome = started.job().run();
      if (running.remove(key, started)) {
        replies.send(started.tag(), outcome, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The client is gone; its reader will see that too.
      running.remove(key, started);
    } finally {
      started.job().stop();
    }
  }

  private static String key(@Nullable String tag) {
    return Objects.requireNonNullElse(tag, "");
  }

  /** Interrupts the job of a tag, or all of them, in the order the manual shows (confidence H). */
  void cancel(Request request) throws IOException {
    String tag = request.attribute("tag");
    List<Running> named = new ArrayList<>();
    if (tag == null) {
      named.addAll(running.values());
    } else {
      Running one = running.get(tag);
      if (one != null) {
        named.add(one);
      }
    }
    named.removeIf(one -> !running.remove(key(one.tag()), one));
    for (Running one : named) {
      one.job().stop();
      replies.send(one.tag(), new Trap(2, "interrupted").words());
    }
    replies.send(request.tag(), List.of("!done"));
    for (Running one : named) {
      replies.send(one.tag(), List.of("!done"));
    }
  }

  /** Ends all of them without a word, and those that are still to come. */
  void stopAll() {
    closed = true;
    running.values().forEach(one -> one.job().stop());
    running.clear();
  }
}
