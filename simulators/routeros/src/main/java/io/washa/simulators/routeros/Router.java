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

  Router(Context context) {
    this.context = context;
    commands = new TableCommands(context);
  }

  Context context() {
    return context;
  }

  /**
   * Carries a command out under the lock, or nothing (null) if its connection has ended by then: a
   * power cut ends connections before it takes the lock, so no command is carried out after it.
   * {@code pretend} leaves everything as it was.
   */
  @Nullable Result execute(Request request, boolean pretend, BooleanSupplier alive) {
    Store store = context.store();
    store.lock.lock();
    try {
      if (!alive.getAsBoolean()) {
        return null;
      }
      store.expire();
      context.hotspot().expire();
      store.takeFlashWrites();
      Outcome outcome = dispatch(request, pretend);
      int rows =
          switch (outcome) {
            case Outcome.Rows(List<Map<String, String>> list) -> list.size();
            case Outcome.Done _, Outcome.Refused _, Outcome.Reboot _ -> 0;
          };
      return new Result(outcome, rows, store.takeFlashWrites());
    } finally {
      store.lock.unlock();
    }
  }

  private Outcome dispatch(Request request, boolean pretend) {
    if (request.command().equals("/system/reboot")) {
      return new Outcome.Reboot();
    }
    Store store = context.store();
    if (!store.has(request.menu())) {
      return new Outcome.Refused(unknown(request));
    }
    Table table = store.table(request.menu());
    if (PRINTS.contains(request.verb())) {
      return new Printing(request, table, context).print();
    }
    if (!table.menu().commands().contains(request.verb()) || request.verb().equals("settings")) {
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
          context.store().tables().keySet().stream()
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
