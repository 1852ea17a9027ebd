package io.washa.simulators.daraja;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The operator of a shortcode in whose name orders come in by API.
 *
 * @param name user name
 * @param password what the SecurityCredential must contain
 */
record Initiator(String name, String password) {
  /** The sandbox's own, which everybody shares. */
  static final Initiator SANDBOX = new Initiator("testapi", "Safaricom999!*!");

  Map<String, Object> journalLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("password", password);
    return line;
  }

  static Initiator fromJournal(JsonNode line) {
    return new Initiator(Json.field(line, "name"), Json.field(line, "password"));
  }

  /** Leaves out the password, so that it never reaches a log. */
  @Override
  public String toString() {
    return "initiator " + name;
  }
}
