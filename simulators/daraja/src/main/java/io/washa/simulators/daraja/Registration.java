package io.washa.simulators.daraja;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The URLs of one shortcode.
 *
 * @param version which register call was used: 1 hashes the phone in C2B messages, 2 masks it
 * @param completeByDefault ResponseType {@code Completed}: what happens when validation is silent
 */
record Registration(
    int version, boolean completeByDefault, URI confirmation, @Nullable URI validation) {

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", version);
    json.put("responseType", completeByDefault ? "Completed" : "Cancelled");
    json.put("confirmationUrl", confirmation.toString());
    json.put("validationUrl", validation == null ? null : validation.toString());
    return json;
  }

  static Registration fromJournal(JsonNode json) {
    String validation = Json.field(json, "validationUrl");
    return new Registration(
        json.path("version").asInt(),
        Json.field(json, "responseType").equals("Completed"),
        URI.create(Json.field(json, "confirmationUrl")),
        validation.isEmpty() ? null : URI.create(validation));
  }
}
