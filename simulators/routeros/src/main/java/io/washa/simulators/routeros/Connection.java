package io.washa.simulators.routeros;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One API client. Commands are carried out in the order in which they come; what never ends
 * (listen, follow, ping) runs beside them until it is cancelled.
 */
final class Connection implements Runnable, Closeable {
  private final Socket socket;
  private final Machine machine;
  private final Consumer<Outcome> down;
  private final Consumer<Connection> ended;
  private final LoginGate gate;
  private volatile @Nullable Jobs jobs;
  private volatile boolean open = true;
  private @Nullable Row login;
  private @Nullable Caller caller;

  Connection(Socket socket, Machine machine, Consumer<Outcome> down, Consumer<Connection> ended) {
    this.socket = socket;
    this.machine = machine;
    this.down = down;
    this.ended = ended;
    gate = new LoginGate(machine.version(), name -> machine.users.passwordOf(name, from()));
  }

  @Override
  public void run() {
    try (this) {
      socket.setTcpNoDelay(true);
      SentenceReader reader = new SentenceReader(new BufferedInputStream(socket.getInputStream()));
      ReplyWriter replies =
          new ReplyWriter(new BufferedOutputStream(socket.getOutputStream()), machine.faults, this);
      Jobs running = new Jobs(machine, replies);
      jobs = running;
      List<String> words = reader.read();
      while (words != null && open && handle(Request.of(words), reader, replies, running)) {
        words = reader.read();
      }
    } catch (IOException e) {
      // The client is gone, sent nonsense, or a fault ended it: the connection is over either way.
      open = false;
    } finally {
      logOut();
      ended.accept(this);
    }
  }

  private boolean handle(Request request, SentenceReader reader, ReplyWriter replies, Jobs running)
      throws IOException {
    machine.faults.awaitNoStall(() -> open);
    Pause.nanos(machine.faults.faults().latency().toNanos());
    if (!open) {
      return false;
    }
    machine.takeIn(request.command());
    if (!open) {
      return false;
    }
    if (request.command().equals("/quit")) {
      replies.send(null, List.of("!fatal", "session terminated on request"));
      return false;
    }
    if (request.command().equals("/login")) {
      return logIn(request, reader, replies);
    }
    Caller who = caller;
    if (login == null || who == null) {
      replies.send(null, List.of("!fatal", "not logged in"));
      return false;
    }
    if (request.command().equals("/cancel")) {
      running.cancel(request);
      return true;
    }
    if (machine.faults.faults().busy()) {
      replies.send(
          request.tag(),
          new Outcome.Refused(machine.version().busy()),
          machine.version().saysEmpty());
      return true;
    }
    return running.start(request, who) || carryOut(request, who, replies);
  }

  private String from() {
    return socket.getInetAddress().getHostAddress();
  }

  private boolean carryOut(Request request, Caller who, ReplyWriter replies) throws IOException {
    Router.Result result =
        machine.router.execute(request, who, machine.faults.faults().ignoreWrites(), this::isOpen);
    if (result == null) {
      return false;
    }
    machine.worked(result.rows(), result.flashWrites());
    if (result.outcome() instanceof Outcome.Reboot
        || result.outcome() instanceof Outcome.Shutdown) {
      down.accept(result.outcome());
      return false;
    }
    replies.send(request.tag(), result.outcome(), machine.version().saysEmpty());
    return true;
  }

  private boolean logIn(Request request, SentenceReader reader, ReplyWriter replies)
      throws IOException {
    return switch (gate.login(request)) {
      case LoginGate.Welcome(String user) -> {
        reader.trust();
        logOut();
        if (!enter(user)) {
          yield false;
        }
        replies.send(request.tag(), Outcome.done(), false);
        yield true;
      }
      case LoginGate.Answer(Outcome outcome) -> {
        noteFailure(request, outcome);
        replies.send(request.tag(), outcome, false);
        yield true;
      }
      case LoginGate.TooMany _ -> {
        replies.send(null, List.of("!fatal", "too many commands before login"));
        yield false;
      }
    };
  }

  private void noteFailure(Request request, Outcome outcome) {
    if (outcome instanceof Outcome.Refused) {
      String name = request.attributes().getOrDefault("name", "");
      underLock(context ->
          context
              .log()
              .write(
                  "system,error,critical",
                  "login failure for user " + name + " from " + from() + " via api"));
    }
  }

  private void underLock(Consumer<Context> work) {
    Context context = machine.router.context();
    context.store().lock.lock();
    try {
      work.accept(context);
    } finally {
      context.store().lock.unlock();
    }
  }

  /** Shows a user as logged in, unless the connection has ended or there are too many. */
  private boolean enter(String user) {
    underLock(context -> {
      Store store = context.store();
      Table logins = store.table(Paths.LOGINS);
      if (!open || logins.rows().size() >= machine.maxSessions()) {
        return;
      }
      Caller entered = machine.users.caller(user);
      caller = entered;
      login =
          store.insert(
              logins,
              Row.Kind.DYNAMIC,
              Map.of("name", user, "address", from(), "group", entered.group()),
              null);
      account(context, user, "logged in from ");
    });
    return login != null;
  }

  private void account(Context context, String user, String what) {
    context.log().write("system,info,account", "user " + user + " " + what + from() + " via api");
  }

  private void logOut() {
    Row row = login;
    Caller who = caller;
    login = null;
    caller = null;
    underLock(context -> {
      Table logins = context.store().table(Paths.LOGINS);
      if (row != null && row.equals(logins.get(row.id()))) {
        context.store().delete(logins, row);
        account(context, row.value("name"), "logged out from ");
      }
      if (who != null) {
        context.safeMode().lost(who);
      }
    });
  }

  boolean isOpen() {
    return open;
  }

  /** Ends the connection so that the client sees a reset. */
  void reset() {
    open = false;
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already: the close below is all that is left to do.
      open = false;
    }
    close();
  }

  @Override
  public void close() {
    open = false;
    Jobs running = jobs;
    if (running != null) {
      running.stopAll();
    }
    machine.faults.wake();
    try {
      if (machine.faults.faults().reset()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // Nothing can be done about a socket that will not close.
      open = false;
    }
  }
}
