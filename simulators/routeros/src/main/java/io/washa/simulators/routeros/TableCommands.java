package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writing commands that every menu shares. A comma list of rows is worked off from the left:
 * when one is missing, those before it have been changed (our decision; clients must read back).
 */
final class TableCommands {
  private static final Set<String> ITEMS = Set.of("numbers", ".id");
  private static final String ADDRESS_LIST = "/ip/firewall/address-list";

  private final Context context;

  TableCommands(Context context) {
    this.context = context;
  }

  /** Carries a command out, or only answers as if with {@code pretend}. */
  Outcome execute(Request request, Table table, boolean pretend) {
    return switch (request.verb()) {
      case "add" -> add(request, table, pretend);
      case "set" -> set(request, table, pretend);
      case "comment" -> comment(request, table, pretend);
      case "enable" -> flag(request, table, "false", pretend);
      case "disable" -> flag(request, table, "true", pretend);
      case "unset" -> unset(request, table, pretend);
      case "remove" -> remove(request, table, pretend);
      case "login" -> context.hotspot().login(request, version(), pretend);
      case "reset-counters" -> resetCounters(request, table, pretend);
      default -> refused(version().noSuchCommand());
    };
  }

  private Outcome add(Request request, Table table, boolean pretend) {
    Map<String, String> values = new HashMap<>();
    String origin = request.attribute("copy-from");
    if (origin != null) {
      Row copied = table.find(origin);
      if (copied == null) {
        return refused(version().noSuchItem());
      }
      values.putAll(table.menu().writable(copied.values()));
    }
    switch (Arguments.read(request, table, Set.of("copy-from"), context)) {
      case Arguments.Wrong(Trap trap) -> {
        return refused(trap);
      }
      case Arguments.Values(Map<String, String> given) -> values.putAll(given);
    }
    String missing = Arguments.missing(table, values);
    if (!missing.isEmpty()) {
      return refused(version().missing(missing));
    }
    String timeout = takeTimeout(table, values);
    Row draft =
        new Row(table.nextId(), Row.Kind.CONFIGURED, values, context.clock().instant(), null);
    if (table.twinOf(draft) != null) {
      return refused(version().failure(table.menu().duplicate()));
    }
    if (pretend) {
      table.takeId();
      return new Outcome.Done(draft.printedId());
    }
    Row.Kind kind = timeout == null ? Row.Kind.CONFIGURED : Row.Kind.DYNAMIC;
    return new Outcome.Done(
        context.store().insert(table, kind, values, expiry(timeout)).printedId());
  }

  private static @Nullable String takeTimeout(Table table, Map<String, String> values) {
    return table.menu().path().equals(ADDRESS_LIST) ? values.remove("timeout") : null;
  }

  private @Nullable Instant expiry(@Nullable String timeout) {
    Duration duration = timeout == null ? null : RouterTime.parse(timeout);
    return duration == null ? null : context.clock().instant().plus(duration);
  }

  private Outcome set(Request request, Table table, boolean pretend) {
    return switch (Arguments.read(request, table, ITEMS, context)) {
      case Arguments.Wrong(Trap trap) -> refused(trap);
      case Arguments.Values(Map<String, String> given) -> {
        if (table.menu().isSettings()) {
          Row only = table.rows().iterator().next();
          yield given.isEmpty()
              ? Outcome.done()
              : change(table, only, merged(only.values(), given), pretend);
        }
        yield forEach(
            request,
            table,
            row ->
                given.isEmpty()
                    ? Outcome.done()
                    : change(table, row, merged(row.values(), given), pretend));
      }
    };
  }

  private static Map<String, String> merged(Map<String, String> old, Map<String, String> given) {
    Map<String, String> values = new HashMap<>(old);
    values.putAll(given);
    return values;
  }

  private Outcome comment(Request request, Table table, boolean pretend) {
    String text = request.attribute("comment");
    if (text == null) {
      return refused(version().missing("comment"));
    }
    return change(request, table, Map.of("comment", text), pretend);
  }

  private Outcome flag(Request request, Table table, String disabled, boolean pretend) {
    return change(request, table, Map.of("disabled", disabled), pretend);
  }

  private Outcome change(Request request, Table table, Map<String, String> given, boolean pretend) {
    for (String name : request.attributes().keySet()) {
      if (!ITEMS.contains(name) && !given.containsKey(name)) {
        return refused(version().unknownParameter(name));
      }
    }
    return forEach(request, table, row -> change(table, row, merged(row.values(), given), pretend));
  }

  private Outcome unset(Request request, Table table, boolean pretend) {
    String name = request.attribute("value-name");
    if (name == null) {
      return refused(version().missing("value-name"));
    }
    Property property = table.menu().properties().get(name);
    if (property == null || !property.writable() || property.access() == Property.Access.REQUIRED) {
      return refused(version().badValue("input does not match any value of value-name"));
    }
    return forEach(
        request,
        table,
        row -> {
          Map<String, String> rest = new HashMap<>(row.values());
          rest.remove(name);
          return change(table, row, rest, pretend);
        });
  }

  private Outcome change(Table table, Row row, Map<String, String> values, boolean pretend) {
    if (table.twinOf(row.with(values)) != null) {
      return refused(version().failure(table.menu().duplicate()));
    }
    if (pretend) {
      return Outcome.done();
    }
    Instant expires = expiry(takeTimeout(table, values));
    if (expires == null) {
      context.store().update(table, row, values);
    } else {
      context.store().limit(table, row.with(values), expires);
    }
    return Outcome.done();
  }

  private Outcome remove(Request request, Table table, boolean pretend) {
    for (String name : request.attributes().keySet()) {
      if (!ITEMS.contains(name)) {
        return refused(version().unknownParameter(name));
      }
    }
    return forEach(
        request,
        table,
        row -> {
          if (row.kind() == Row.Kind.BUILT_IN) {
            return refused(version().failure("cannot remove builtin"));
          }
          if (!pretend) {
            delete(table, row);
          }
          return Outcome.done();
        });
  }

  /** What is live ends in the way of its kind. */
  private void delete(Table table, Row row) {
    switch (table.menu().path()) {
      case "/ppp/active" -> context.sessions().end(row, "nas-request");
      case HotspotMenus.ACTIVE -> context.hotspot().remove(row);
      case HotspotMenus.HOSTS -> context.hotspot().removeHost(row);
      default -> context.store().delete(table, row);
    }
  }

  private Outcome resetCounters(Request request, Table table, boolean pretend) {
    return forEach(
        request,
        table,
        row -> {
          if (!pretend) {
            context.hotspot().resetCounters(row);
          }
          return Outcome.done();
        });
  }

  /** Works off the rows a request names; none named is refused, never taken for all. */
  private Outcome forEach(Request request, Table table, Function<Row, Outcome> change) {
    String list = request.attribute("numbers");
    if (list == null) {
      list = request.attribute(".id");
    }
    if (list == null || list.isEmpty()) {
      return refused(version().missing("numbers"));
    }
    for (String item : list.split(",", -1)) {
      Row row = table.find(item);
      if (row == null) {
        return refused(version().noSuchItem());
      }
      Outcome outcome = change.apply(row);
      if (outcome instanceof Outcome.Refused) {
        return outcome;
      }
    }
    return Outcome.done();
  }

  private VersionProfile version() {
    return context.version();
  }

  private static Outcome refused(Trap trap) {
    return new Outcome.Refused(trap);
  }
}
