package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writing commands that every menu shares. A comma list of rows is worked off from the left:
 * when one is missing, those before it have been changed (our decision; clients must read back).
 */
final class TableCommands {
  private static final Set<String> ITEMS = Set.of("numbers", ".id");
  private static final Set<String> ADDING = Set.of("copy-from", "place-before");

  private final Context context;
  private final Effects effects;
  private final DeviceMode deviceMode;

  TableCommands(Context context, Effects effects, DeviceMode deviceMode) {
    this.context = context;
    this.effects = effects;
    this.deviceMode = deviceMode;
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
      case "move" -> move(request, table, pretend);
      case "get" -> get(request, table);
      case "make-static" -> each(request, table, context.dhcp()::makeStatic, pretend);
      case "check-status" -> each(request, table, row -> {}, pretend);
      case "make-binding" -> each(request, table, row -> bind(request, row), pretend);
      case "reset-counters-all" -> {
        if (!pretend) {
          table.rows().forEach(row -> reset(table, row));
        }
        yield Outcome.done();
      }
      case "login" -> context.hotspot().login(request, version(), pretend);
      case "reset-counters" -> resetCounters(request, table, pretend);
      default -> refused(version().noSuchCommand());
    };
  }

  private Outcome add(Request request, Table table, boolean pretend) {
    Trap forbidden = effects.forbids(table, deviceMode);
    if (forbidden != null) {
      return refused(forbidden);
    }
    if (request.has("place-before") && !table.menu().ordered()) {
      return refused(version().unknownParameter("place-before"));
    }
    String place = request.attributes().getOrDefault("place-before", "");
    Row before = table.find(place);
    Trap misplaced = misplaced(place, before);
    if (misplaced != null) {
      return refused(misplaced);
    }
    Map<String, String> values = new HashMap<>();
    String origin = request.attribute("copy-from");
    if (origin != null) {
      Row copied = table.find(origin);
      if (copied == null) {
        return refused(version().noSuchItem());
      }
      values.putAll(table.menu().writable(copied.values()));
    }
    switch (Arguments.read(request, table, ADDING, context)) {
      case Arguments.Wrong(Trap trap) -> {
        return refused(trap);
      }
      case Arguments.Values(Map<String, String> given) -> values.putAll(given);
    }
    String missing = Arguments.missing(table, values);
    if (!missing.isEmpty()) {
      return refused(version().missing(missing));
    }
    Trap unfit = unfit(table, values);
    if (unfit != null) {
      return refused(unfit);
    }
    effects.complete(table, values);
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
    return new Outcome.Done(insert(table, values, timeout, before).printedId());
  }

  private Row insert(
      Table table, Map<String, String> values, @Nullable String timeout, @Nullable Row before) {
    boolean dynamic = timeout != null || "true".equals(values.remove("dynamic"));
    Row row =
        dynamic
            ? context.store().insert(table, Row.Kind.DYNAMIC, values, expiry(timeout))
            : context.store().insertBefore(table, values, before);
    effects.written(table, null, row);
    return row;
  }

  /** Why a row cannot stand there: the fasttrack counters stay at the top (our decision). */
  private @Nullable Trap misplaced(String place, @Nullable Row before) {
    if (before == null) {
      return place.isEmpty() ? null : version().noSuchItem();
    }
    return Effects.isFasttrackCounters(before) ? version().failure("cannot move builtin") : null;
  }

  private @Nullable Trap unfit(Table table, Map<String, String> values) {
    boolean tooLong =
        table.menu().path().equals(Paths.FILES)
            && values.getOrDefault("contents", "").length() > Files.MAX_CONTENTS;
    return tooLong ? version().failure("contents too long") : null;
  }

  private static @Nullable String takeTimeout(Table table, Map<String, String> values) {
    return table.menu().path().equals(Paths.ADDRESS_LIST) ? values.remove("timeout") : null;
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
    Trap unfit = unfit(table, values);
    if (unfit != null) {
      return refused(unfit);
    }
    if (table.twinOf(row.with(values)) != null) {
      return refused(version().failure(table.menu().duplicate()));
    }
    if (pretend) {
      return Outcome.done();
    }
    Instant expires = expiry(takeTimeout(table, values));
    Row changed =
        expires == null
            ? context.store().update(table, row, values)
            : new Row(row.id(), Row.Kind.DYNAMIC, Map.copyOf(values), row.since(), expires);
    if (expires != null) {
      context.store().replace(table, row, changed);
    }
    effects.written(table, row, changed);
    return Outcome.done();
  }

  private Outcome move(Request request, Table table, boolean pretend) {
    String place = request.attributes().getOrDefault("destination", "");
    Row before = table.find(place);
    Trap misplaced = misplaced(place, before);
    if (misplaced != null) {
      return refused(misplaced);
    }
    return forEach(
        request,
        table,
        row -> {
          if (row.kind() == Row.Kind.BUILT_IN || Effects.isFasttrackCounters(row)) {
            return refused(version().failure("cannot move builtin"));
          }
          if (!pretend && (before == null || row.id() != before.id())) {
            context.store().move(table, row, before);
          }
          return Outcome.done();
        });
  }

  /** One value of one row, as the answer's {@code ret}. */
  private Outcome get(Request request, Table table) {
    String name = request.attribute("value-name");
    String item = request.attributes().getOrDefault("number", request.attribute(".id"));
    Row row = table.menu().isSettings() ? table.rows().iterator().next() : table.find("" + item);
    if (row == null) {
      return refused(version().noSuchItem());
    }
    String value = name == null ? null : table.menu().read(row, name);
    return value == null
        ? refused(version().badValue("input does not match any value of value-name"))
        : new Outcome.Done(value);
  }

  private void bind(Request request, Row host) {
    context
        .store()
        .insert(
            context.store().table(Paths.BINDINGS),
            Row.Kind.CONFIGURED,
            Map.of(
                "mac-address",
                host.value("mac-address"),
                "type",
                request.attributes().getOrDefault("type", "regular")),
            null);
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
          if (row.kind() == Row.Kind.BUILT_IN || Effects.isFasttrackCounters(row)) {
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
      case Paths.PPP_ACTIVE -> context.sessions().end(row, "nas-request");
      case Paths.HOTSPOT_ACTIVE -> context.hotspot().remove(row);
      case Paths.HOSTS -> context.hotspot().removeHost(row);
      case Paths.LEASES -> {
        context.dhcp().release(row);
        if (table.get(row.id()) != null) {
          context.store().delete(table, row);
        }
      }
      default -> {
        context.store().delete(table, row);
        effects.deleted(table, row);
      }
    }
  }

  private Outcome resetCounters(Request request, Table table, boolean pretend) {
    return each(request, table, row -> reset(table, row), pretend);
  }

  private void reset(Table table, Row row) {
    String menu = table.menu().path();
    if (menu.equals(Paths.HOTSPOT_USERS)) {
      context.hotspot().usage().resetCounters(row);
    } else {
      boolean live = menu.equals(Paths.INTERFACES) || row.kind() == Row.Kind.DYNAMIC;
      context.traffic().reset(menu, row, live);
    }
  }

  private Outcome each(Request request, Table table, Consumer<Row> change, boolean pretend) {
    return forEach(
        request,
        table,
        row -> {
          if (!pretend) {
            change.accept(row);
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
