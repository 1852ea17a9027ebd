package io.washa.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.washa.api.docs.ApiDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds answers to the document: status, media type, and the schema of the body. */
final class Contract {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document;

  Contract(JsonNode document) {
    this.document = document;
  }

  static Contract ofTheApi() {
    return new Contract(ApiDocument.load().json());
  }

  /** What was asked and answered. */
  record Exchange(String method, String path, int status, String type, String body) {}

  /** The path of the document that a path belongs to; empty if none. */
  Optional<String> template(String path) {
    String asked = withoutSlash(path.replaceFirst("\\?.*", ""));
    return document.get("paths").propertyNames().stream()
        .filter(template -> asked.matches(withoutSlash(template).replaceAll("\\{[^}]+}", "[^/]+")))
        .findFirst();
  }

  static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * Checks an exchange; paths that are not in the document may only be answered 404 or 405.
   *
   * @throws AssertionError if the document does not know such an answer
   */
  void check(Exchange exchange) {
    Optional<String> template = template(exchange.path());
    JsonNode path = template.map(document.get("paths")::get).orElse(JSON.createObjectNode());
    JsonNode call = path.path(exchange.method().toLowerCase(java.util.Locale.ROOT));
    if (call.isMissingNode()) {
      checkNoCall(exchange, template.isPresent());
      return;
    }
    JsonNode answer = followed(call.get("responses").path(Integer.toString(exchange.status())));
    if (answer.isMissingNode()) {
      throw new AssertionError("undocumented status: " + exchange);
    }
    JsonNode content = answer.path("content").path(exchange.type());
    if (content.isMissingNode()) {
      throw new AssertionError("undocumented media type: " + exchange);
    }
    if (exchange.type().endsWith("json")) {
      checkSchema(content.get("schema"), exchange);
    }
  }

  private void checkNoCall(Exchange exchange, boolean known) {
    if (exchange.status() != (known ? 405 : 404) && exchange.status() != 401) {
      throw new AssertionError("a call that is not in the document: " + exchange);
    }
    checkSchema(problem(), exchange);
  }

  private static JsonNode problem() {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/Problem");
  }

  private void checkSchema(JsonNode schema, Exchange exchange) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.get("components"));
    List<Error> errors = SCHEMAS.getSchema(whole).validate(JSON.readTree(exchange.body()));
    if (!errors.isEmpty()) {
      throw new AssertionError(errors + " in " + exchange);
    }
  }

  private JsonNode followed(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }

  /** All calls of the document, as {@code GET /path} without the slash at the end. */
  List<String> calls() {
    return document.get("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .map(Map.Entry::getKey)
                .map(method ->
                    method.toUpperCase(java.util.Locale.ROOT) + " " + withoutSlash(path.getKey())))
        .sorted()
        .collect(Collectors.toList());
  }
}
