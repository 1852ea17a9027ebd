package io.washa.agent.site.rules;

import io.washa.agent.routeros.Sentence;
import io.washa.protocol.Assign;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hotspot's login files, compared with what the router gives back of them: by their text where
 * it prints it, else by their size. Files that nobody wants any more stay, for nothing tells whose
 * they are.
 *
 * @param hotspot null: none of ours
 */
record LoginFiles(Assign.@Nullable Hotspot hotspot) {
  static final String MENU = "/file";

  /** Longer texts are refused by the router ("contents too long"; facts, confidence M). */
  static final int MAX_BYTES = 60 * 1024;

  /** Full paths and texts. */
  Map<String, String> wanted() {
    Map<String, String> wanted = new LinkedHashMap<>();
    if (hotspot != null) {
      new TreeMap<>(hotspot.files())
          .forEach((name, text) -> wanted.put(hotspot.directory() + "/" + name, text));
    }
    return wanted;
  }

  /** Reads the files there are, and whether their folder is there. */
  Sentence print() {
    List<String> names = new ArrayList<>(wanted().keySet());
    names.add(folder());
    return Sentence.of(MENU + "/print")
        .properties(".id", "name", "size", "contents")
        .whereAny("name", names);
  }

  private String folder() {
    return hotspot == null ? "" : hotspot.directory();
  }

  /** What has to be written. */
  List<RuleStep> plan(List<Map<String, String>> seen) {
    Map<String, Map<String, String>> byName = new LinkedHashMap<>();
    seen.forEach(row -> byName.put(row.getOrDefault("name", ""), row));
    List<RuleStep> steps = new ArrayList<>();
    wanted()
        .forEach((name, text) -> {
          Map<String, String> row = byName.get(name);
          if (bytes(text) <= MAX_BYTES && (row == null || !same(row, text))) {
            steps.add(
                new RuleStep(
                    write(name, text, row), (row == null ? "add" : "change") + " file " + name));
          }
        });
    boolean adds = steps.stream().anyMatch(step -> step.words().startsWith("add"));
    if (adds && !folder().isEmpty() && !byName.containsKey(folder())) {
      Sentence add = Sentence.of(MENU + "/add").set("name", folder()).set("type", "directory");
      steps.add(0, new RuleStep(add, "add folder " + folder()));
    }
    return steps;
  }

  /** Files too long for a router. */
  List<String> tooLong() {
    return wanted().entrySet().stream()
        .filter(file -> bytes(file.getValue()) > MAX_BYTES)
        .map(file -> "the file " + file.getKey() + " is longer than a router takes over its API")
        .toList();
  }

  private static Sentence write(String name, String text, @Nullable Map<String, String> row) {
    return row == null
        ? Sentence.of(MENU + "/add").set("name", name).set("contents", text)
        : Sentence.of(MENU + "/set")
            .set("numbers", row.getOrDefault(".id", name))
            .set("contents", text);
  }

  private static boolean same(Map<String, String> row, String text) {
    String contents = row.get("contents");
    return contents == null
        ? Integer.toString(bytes(text)).equals(row.getOrDefault("size", ""))
        : contents.equals(text);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
