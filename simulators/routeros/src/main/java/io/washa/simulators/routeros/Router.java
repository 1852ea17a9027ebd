package io.washa.simulators.routeros;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Finds the menu a command means and has it carried out, one command at a time. */
final class Router {
  /**
   * An outcome and the work it was.
   *
   * @param rows printed
   * @param flashWrites configuration rows written
   */
  record Result(Outcome outcome, int rows, int flashWrites) {}

  private static final Set<String> PRINTS = Set.of("print", "getall");

  private final Context context;
  private final TableCommands commands;
  private final SystemCommands system;
  private final Effects effects;
  private final DeviceMode deviceMode;

  Router(Context context) {
    this.context = context;
    effects = new Effects(context);
    deviceMode = new DeviceMode(context.store(), context.clock());
    commands = new TableCommands(context, effects, deviceMode);
    system = new SystemCommands(context, deviceMode);
  }

  Context context() {
    return context;
  }

  Effects effects() {
    return effects;
  }

  SystemCommands system() {
    return system;
  }

  DeviceMode deviceMode() {
    return deviceMode;
  }

  /**
   * Carries a command out under the lock, or nothing (null) if its connection has ended by then: a
   * power cut ends connections before it takes the lock, so no command is carried out after it.
   * {@code pretend} leaves everything as it was.
   */
  @Nullable Result execute(Request request, Caller caller, boolean pretend, BooleanSupplier alive) {
    Store store = context.store();
    store.lock.lock();
    try {
      if (!alive.getAsBoolean()) {
        return null;
      }
      expire();
      store.takeFlashWrites();
      Outcome outcome = held(request, caller, pretend);
      int rows =
          switch (outcome) {
            case Outcome.Rows(List<Map<String, String>> list) -> list.size();
            case Outcome.Done _, Outcome.Refused _, Outcome.Reboot _, Outcome.Shutdown _ -> 0;
          };
      return new Result(outcome, rows, store.takeFlashWrites());
    } finally {
      store.lock.unlock();
    }
  }

  /** Lets go whatever has come to its end. */
  void expire() {
    for (Store.Expired over : context.store().expired()) {
      if (over.table().menu().path().equals(Paths.LEASES)) {
        context.dhcp().release(over.row());
      } else {
        context.store().delete(over.table(), over.row());
      }
    }
    context.hotspot().expire();
  }

  /** Notes what a holder of safe mode changes. */
  private Outcome held(Request request, Caller caller, boolean pretend) {
    if (!context.safeMode().isHeldBy(caller)) {
      return dispatch(request, caller, pretend);
    }
    context.store().addRecorder(context.safeMode());
    try {
      return dispatch(request, caller, pretend);
    } finally {
      context.store().removeRecorder(context.safeMode());
    }
  }

  private Outcome dispatch(Request request, Caller caller, boolean pretend) {
    if (!caller.may(Caller.policyFor(request))) {
      return new Outcome.Refused(context.version().notPermitted());
    }
    Outcome special = system.execute(request, caller, pretend);
    if (special != null) {
      return special;
    }
    Store store = context.store();
    if (!store.has(request.menu())) {
      return new Outcome.Refused(unknown(request));
    }
    Table table = store.table(request.menu());
    if (PRINTS.contains(request.verb())) {
      return new Printing(request, table, context, caller).print();
    }
    boolean known =
        request.verb().equals("get") || table.menu().commands().contains(request.verb());
    if (!known || request.verb().equals("settings")) {
      return new Outcome.Refused(context.version().noSuchCommand());
    }
    return commands.execute(request, table, pretend);
  }

  /** The traps for a path that leads nowhere; they name the first word that does not fit. */
  List<Trap> unknown(Request request) {
    StringBuilder path = new StringBuilder();
    String[] words = request.command().split("/", -1);
    for (int i = 1; i < words.length; i++) {
      path.append('/').append(words[i]);
      String prefix = path.toString();
      boolean known =
          system.knows(prefix)
              || context.store().tables().keySet().stream()
                  .anyMatch(menu -> menu.equals(prefix) || menu.startsWith(prefix + "/"));
      if (!known) {
        return i == words.length - 1 && i > 1
            ? List.of(context.version().noSuchCommand())
            : context.version().noSuchMenu(words[i]);
      }
    }
    return List.of(context.version().noSuchCommand());
  }
}
