package io.washa.api.docs;

import io.washa.api.web.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document. It is written by hand and held to the code by tests; only the list of
 * problem codes comes from the code.
 */
public final class ApiDocument {
  private static final String FILE = "/io/washa/api/openapi.yaml";

  private final ObjectNode document;

  private ApiDocument(ObjectNode document) {
    this.document = document;
  }

  /** Reads the document from the class path. */
  public static ApiDocument load() {
    JsonMapper json = JsonMapper.builder().build();
    try (InputStream file =
        Objects.requireNonNull(ApiDocument.class.getResourceAsStream(FILE), FILE)) {
      Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      ObjectNode document = (ObjectNode) json.<JsonNode>valueToTree(content);
      nameProblems(document);
      return new ApiDocument(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void nameProblems(ObjectNode document) {
    JsonNode code = document.at("/components/schemas/Problem/properties/code");
    ArrayNode names = (ArrayNode) code.get("enum");
    Arrays.stream(ProblemCode.values()).map(ProblemCode::code).forEach(names::add);
    ((ObjectNode) code)
        .put(
            "description",
            Arrays.stream(ProblemCode.values())
                .map(one -> "%s (%d): %s.".formatted(one.code(), one.status().value(), one.title()))
                .collect(Collectors.joining("\n")));
  }

  /** It as JSON. */
  public JsonNode json() {
    return document;
  }
}
