package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the menus from their text files, which hold what the machine schemas of RouterOS 7.9 to
 * 7.24 and the manual tell of them.
 *
 * <p>A block describes one menu: {@code menu}, {@code settings} or {@code facts} (which nobody
 * writes) and its path, then {@code ordered} if rows have a place, {@code board} if a virtual
 * router lacks it, {@code since} a version. Its lines are {@code does}, the commands; {@code key},
 * the properties that together occur once, and what a second row is refused with; and properties:
 * names, a colon, the type, flags, and after an equals sign what reads back if nothing was set. The
 * type {@code note} is written by the router alone and {@code computed} is looked up in {@link
 * Computed}; a computed property that clients may write has its type behind that word.
 */
final class MenuReader {
  private static final List<String> FILES =
      List.of("interface", "ip", "ppp", "dhcp", "hotspot", "firewall", "queue", "system", "user");

  private final Device device;
  private final Computed computed;

  MenuReader(Device device, Computed computed) {
    this.device = device;
    this.computed = computed;
  }

  /** All menus that the device has. */
  List<Menu> read() {
    List<Menu> menus = new ArrayList<>();
    for (String file : FILES) {
      for (String block : text(file).strip().split("\n\\s*\n", -1)) {
        Menu menu = menu(block);
        if (menu != null) {
          menus.add(menu);
        }
      }
    }
    return menus;
  }

  private static String text(String file) {
    try (InputStream in = MenuReader.class.getResourceAsStream("menus/" + file + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("There is no menu file " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the menu file " + file, e);
    }
  }

  private @Nullable Menu menu(String block) {
    String[] lines = block.split("\n", -1);
    List<String> head = List.of(lines[0].split(" ", -1));
    boolean there =
        knows(after(head, "since"), null) && !(head.contains("board") && device.isChr());
    if (!there) {
      return null;
    }
    String path = head.get(1);
    Set<String> commands = new LinkedHashSet<>();
    List<String> key = List.of();
    String duplicate = "";
    Map<String, Property> properties = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.startsWith("does ")) {
        commands.addAll(List.of(line.substring(5).split(" ", -1)));
      } else if (line.startsWith("key ")) {
        key = List.of(line.substring(4, line.indexOf(" | ")).split(" ", -1));
        duplicate = line.substring(line.indexOf(" | ") + 3);
      } else {
        read(path, line, properties);
      }
    }
    if (!head.getFirst().equals("menu")) {
      commands.add("settings");
    }
    return new Menu(path, properties, commands, key, duplicate, head.contains("ordered"));
  }

  private void read(String path, String line, Map<String, Property> properties) {
    int colon = line.indexOf(": ");
    int equals = line.indexOf(" = ", colon);
    String fallback = equals < 0 ? null : line.substring(equals + 3);
    List<String> words =
        List.of(line.substring(colon + 2, equals < 0 ? line.length() : equals).split(" ", -1));
    if (!knows(after(words, "since"), after(words, "until"))) {
      return;
    }
    for (String name : line.substring(0, colon).split(" ", -1)) {
      properties.put(name, property(path, name, words, fallback));
    }
  }

  private Property property(
      String path, String name, List<String> words, @Nullable String fallback) {
    return switch (words.getFirst()) {
      case "note" -> new Property(name, ValueType.TEXT, fallback, Property.Access.READ_ONLY, null);
      case "computed" -> {
        boolean writable = words.size() > 1 && !words.get(1).matches("since|until");
        yield new Property(
            name,
            writable ? ValueTypes.of(words.get(1)) : ValueType.TEXT,
            fallback,
            writable ? Property.Access.OPTIONAL : Property.Access.READ_ONLY,
            computed.of(path, name));
      }
      default -> new Property(name, ValueTypes.of(words.getFirst()), fallback, access(words), null);
    };
  }

  private static Property.Access access(List<String> words) {
    if (words.contains("required")) {
      return Property.Access.REQUIRED;
    }
    if (words.contains("sensitive")) {
      return Property.Access.SENSITIVE;
    }
    return words.contains("hidden") ? Property.Access.HIDDEN : Property.Access.OPTIONAL;
  }

  private static @Nullable String after(List<String> words, String word) {
    int at = words.indexOf(word);
    return at < 0 ? null : words.get(at + 1);
  }

  private boolean knows(@Nullable String since, @Nullable String until) {
    return (since == null || device.version().atLeast(since))
        && (until == null || !device.version().atLeast(until));
  }
}
