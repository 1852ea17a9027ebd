package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON. What goes over the wire is built from ordered maps, so that its order and
 * number formats are ours: Daraja sends {@code 1.00}, not {@code 1.0}.
 */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The JSON object in this text; empty if they are anything else. */
  static Optional<JsonNode> object(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  /**
   * A field as text, whether it was sent as a string or a number: Daraja takes both. Missing, null
   * and structured values are "".
   */
  static String field(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() || value.isNumber() ? value.asString() : "";
  }

  static Map<String, Object> item(String name, Object value) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("Name", name);
    item.put("Value", value);
    return item;
  }
}
