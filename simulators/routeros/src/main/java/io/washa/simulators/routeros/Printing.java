package io.washa.simulators.routeros;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reading side of a menu: print, getall, and the rows that listen and follow show. */
final class Printing {
  private static final Set<String> KNOWN =
      Set.of(
          ".proplist",
          "proplist",
          "count-only",
          "detail",
          "brief",
          "terse",
          "stats",
          "from",
          "follow",
          "follow-only",
          "without-paging",
          "value-list",
          "as-value",
          "show-ids");

  private final Request request;
  private final Caller caller;
  private final Table table;
  private final Context context;
  private final Query query;
  private final List<String> wanted;

  Printing(Request request, Table table, Context context, Caller caller) {
    this.request = request;
    this.caller = caller;
    this.table = table;
    this.context = context;
    query = new Query(request.queries());
    String list = request.attribute(".proplist");
    list = list == null ? request.attribute("proplist") : list;
    wanted = list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  Table table() {
    return table;
  }

  Outcome print() {
    Trap wrong = wrongArgument();
    if (wrong != null) {
      return new Outcome.Refused(wrong);
    }
    List<Row> rows = new ArrayList<>();
    String from = request.attribute("from");
    if (from == null) {
      rows.addAll(query.candidates(table));
    } else {
      for (String item : from.split(",", -1)) {
        Row row = table.find(item);
        if (row == null) {
          return new Outcome.Refused(context.version().noSuchItem());
        }
        rows.add(row);
      }
    }
    rows.removeIf(row -> !matches(row));
    if (request.has("count-only")) {
      return new Outcome.Done(String.valueOf(rows.size()));
    }
    return new Outcome.Rows(rows.stream().map(this::show).toList());
  }

  @Nullable Trap wrongArgument() {
    for (String name : request.attributes().keySet()) {
      boolean showing = name.equals("show-sensitive") && context.version().hidesSecrets();
      if (!KNOWN.contains(name) && !showing) {
        return context.version().unknownParameter(name);
      }
    }
    return null;
  }

  boolean matches(Row row) {
    return query.matches(name -> table.menu().read(row, name));
  }

  /** The wanted properties of a row, in the table's order or in that of the list. */
  Map<String, String> show(Row row) {
    if (wanted.isEmpty()) {
      Map<String, String> all = table.menu().print(row);
      all.keySet().removeIf(this::isHidden);
      return all;
    }
    Map<String, String> some = new LinkedHashMap<>();
    for (String name : wanted) {
      String value = table.menu().read(row, name);
      if (value != null && !isHidden(name)) {
        some.put(name, value);
      }
    }
    return some;
  }

  private boolean isHidden(String name) {
    Property property = table.menu().properties().get(name);
    boolean secret = property != null && property.access() == Property.Access.SENSITIVE;
    boolean asked = !context.version().hidesSecrets() || request.has("show-sensitive");
    return secret && !(asked && caller.may("sensitive"));
  }
}
