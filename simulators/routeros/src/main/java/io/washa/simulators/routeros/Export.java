package io.washa.simulators.routeros;

import java.util.Locale;
import java.util.Map;

/** Writes the configuration as the script that would make it again. */
final class Export {
  private final Context context;

  Export(Context context) {
    this.context = context;
  }

  /** All menus with something that somebody configured; secrets only if wanted. */
  String text(boolean withSecrets) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(context.version().date(context.device().now()));
    text.append(" by RouterOS ").append(context.version().name()).append('\n');
    for (Table table : context.store().tables().values()) {
      if (!table.menu().path().equals(Paths.FILES) && !table.menu().path().equals(Paths.LOG)) {
        write(table, withSecrets, text);
      }
    }
    return text.toString();
  }

  private static void write(Table table, boolean withSecrets, StringBuilder text) {
    StringBuilder lines = new StringBuilder();
    for (Row row : table.rows()) {
      boolean configured =
          row.kind() == Row.Kind.CONFIGURED
              || (table.menu().isSettings() && !row.values().isEmpty());
      if (configured) {
        lines.append(table.menu().isSettings() ? "set" : "add");
        for (Map.Entry<String, String> value : table.menu().writable(row.values()).entrySet()) {
          if (withSecrets || !isSecret(table, value.getKey())) {
            lines.append(' ').append(value.getKey()).append('=').append(quoted(value.getValue()));
          }
        }
        lines.append('\n');
      }
    }
    if (!lines.isEmpty()) {
      text.append('/').append(table.menu().path().substring(1).replace('/', ' '));
      text.append('\n').append(lines);
    }
  }

  private static boolean isSecret(Table table, String name) {
    Property property = table.menu().properties().get(name);
    return property != null
        && (property.access() == Property.Access.SENSITIVE
            || property.access() == Property.Access.HIDDEN);
  }

  /** A value as a script writes it: in quotes unless it is one plain word. */
  static String quoted(String value) {
    if (value.matches("[A-Za-z0-9._:/*-]+")) {
      return value;
    }
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\', '$', '?' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            text.append(String.format(Locale.ROOT, "\\%02X", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }
}
