package io.washa.simulators.routeros;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The commands of one connection that go on by themselves until they end or are cancelled. */
final class Jobs {
  private final Machine machine;
  private final ReplyWriter replies;
  private final Map<String, Job> running = new ConcurrentHashMap<>();

  /** One of them. */
  private record Job(@Nullable String tag, Thread thread, Runnable release) {}

  Jobs(Machine machine, ReplyWriter replies) {
    this.machine = machine;
    this.replies = replies;
  }

  /** Starts a command that goes on by itself; false if it is none. */
  boolean start(Request request) throws IOException {
    if (request.command().equals("/ping") || request.command().equals("/tool/ping")) {
      Ping ping = new Ping(machine, replies, request);
      launch(request.tag(), ping::run, () -> {});
      return true;
    }
    Store store = machine.router.context().store();
    boolean listens = request.verb().equals("listen");
    boolean follows =
        request.verb().equals("print") && (request.has("follow") || request.has("follow-only"));
    if (!(listens || follows) || !store.has(request.menu())) {
      return false;
    }
    Table table = store.table(request.menu());
    if (table.menu().isSettings()) {
      return false;
    }
    Listening listening =
        new Listening(
            new Printing(request, table, machine.router.context()), request, replies, store);
    Trap wrong = listening.begin(request.has("follow"));
    if (wrong != null) {
      replies.send(request.tag(), new Outcome.Refused(wrong), false);
      return true;
    }
    launch(request.tag(), listening::run, listening::end);
    return true;
  }

  /** Work that may find the client gone. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void launch(@Nullable String tag, Work work, Runnable release) {
    String key = Objects.requireNonNullElse(tag, "");
    Thread thread =
        Thread.ofVirtual()
            .name("routeros-job")
            .unstarted(() -> {
              try {
                work.run();
                running.remove(key);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (IOException e) {
                // Cancelled while waiting, or the client is gone; the reader will see the latter.
                running.remove(key);
              }
            });
    Job old = running.put(key, new Job(tag, thread, release));
    if (old != null) {
      stop(old);
    }
    thread.start();
  }

  /** Interrupts the job of a tag, or all of them, in the order the manual shows (confidence H). */
  void cancel(Request request) throws IOException {
    String tag = request.attribute("tag");
    List<Job> jobs =
        tag == null
            ? List.copyOf(running.values())
            : running.containsKey(tag)
                ? List.of(Objects.requireNonNull(running.get(tag)))
                : List.of();
    for (Job job : jobs) {
      running.remove(Objects.requireNonNullElse(job.tag(), ""));
      stop(job);
      replies.send(job.tag(), new Trap(2, "interrupted").words());
    }
    replies.send(request.tag(), List.of("!done"));
    for (Job job : jobs) {
      replies.send(job.tag(), List.of("!done"));
    }
  }

  private static void stop(Job job) {
    job.release().run();
    job.thread().interrupt();
  }

  /** Ends all of them without a word. */
  void stopAll() {
    running.values().forEach(Jobs::stop);
    running.clear();
  }
}
