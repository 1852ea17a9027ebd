package io.washa.simulators.daraja;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Names, order and JSON types of a message without its values. */
final class Shape {
  private Shape() {}

  static JsonNode vector(String name) {
    try (InputStream in = Shape.class.getResourceAsStream("/daraja/" + name)) {
      return Client.MAPPER.readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<String> of(JsonNode node) {
    List<String> lines = new ArrayList<>();
    walk("", node, lines);
    return lines;
  }

  private static void walk(String path, JsonNode node, List<String> lines) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        walk(path + "/" + entry.getKey(), entry.getValue(), lines);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode name = node.get(i).path(node.get(i).has("Key") ? "Key" : "Name");
        walk(path + "/" + i + (name.isString() ? name.asString() : ""), node.get(i), lines);
      }
    } else {
      lines.add(path + ": " + node.getNodeType());
    }
  }
}
