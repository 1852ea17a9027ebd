package io.washa.simulators.routeros;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages of real routers and of other people's tests, collected outside this project. */
final class Vectors {
  /** One step of a conversation: {@code C} words, {@code S} words, or {@code EOF}. */
  record Step(String who, List<String> words) {}

  private Vectors() {}

  static JsonNode read(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new IllegalStateException("vectors " + name, e);
    }
  }

  static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(one -> all.add(one.asString()));
    return all;
  }

  /** The steps of the conversation of this name. */
  static List<Step> steps(JsonNode conversations, String name) {
    for (JsonNode one : conversations) {
      if (one.get("name").asString().equals(name)) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : one.get("steps")) {
          List<String> words = strings(step);
          steps.add(new Step(words.getFirst(), words.subList(1, words.size())));
        }
        return steps;
      }
    }
    throw new IllegalArgumentException("no vector " + name);
  }
}
