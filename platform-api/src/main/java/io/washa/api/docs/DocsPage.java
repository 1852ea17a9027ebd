package io.washa.api.docs;

import io.washa.api.web.ProblemCode;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The document as a page: plain HTML, nothing from elsewhere, no script. */
final class DocsPage {
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24}h2{margin-top:2.5rem;border-top:1px solid #d0d7de;padding-top:1rem}"
          + "code,pre{font:14px/1.4 ui-monospace,monospace;background:#f3f5f7}"
          + "pre{padding:.75rem;overflow:auto;border-radius:6px}"
          + "td{padding:.2rem 1rem .2rem 0;vertical-align:top}.m{color:#0b6e4f}";

  private final JsonNode document;
  private final StringBuilder html = new StringBuilder(16_384);

  private DocsPage(JsonNode document) {
    this.document = document;
  }

  static String of(JsonNode document) {
    DocsPage page = new DocsPage(document);
    page.write();
    return page.html.toString();
  }

  private void write() {
    String title = document.at("/info/title").asString() + " API";
    html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
        .append(text(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style><h1>")
        .append(text(title))
        .append("</h1>");
    paragraphs(document.at("/info/description").asString());
    html.append("<p>As a document for programs: <a href=\"/api/docs\">/api/docs</a> (OpenAPI ")
        .append(text(document.get("openapi").asString()))
        .append(").</p>");
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(call -> call(call.getKey(), path.getKey(), call.getValue())));
    problems();
  }

  private void call(String method, String path, JsonNode call) {
    html.append("<h2 id=\"")
        .append(text(call.get("operationId").asString()))
        .append("\"><code><span class=\"m\">")
        .append(text(method.toUpperCase(java.util.Locale.ROOT)))
        .append("</span> ")
        .append(text(path))
        .append("</code></h2><p><strong>")
        .append(text(call.path("summary").asString("")))
        .append("</strong>")
        .append(call.has("security") ? " Needs a staff token." : "")
        .append("</p>");
    paragraphs(call.path("description").asString(""));
    table("Parameters", call.path("parameters"));
    example("Request", call.at("/requestBody/content"));
    html.append("<h3>Answers</h3>");
    call.get("responses").properties().forEach(this::answer);
  }

  private void answer(Map.Entry<String, JsonNode> answer) {
    JsonNode told = followed(answer.getValue());
    html.append("<p><code>")
        .append(text(answer.getKey()))
        .append("</code> ")
        .append(text(told.path("description").asString("")))
        .append("</p>");
    example("", told.path("content"));
  }

  private void table(String title, JsonNode parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    html.append("<h3>").append(text(title)).append("</h3><table>");
    for (JsonNode one : parameters) {
      JsonNode parameter = followed(one);
      html.append("<tr><td><code>")
          .append(text(parameter.get("name").asString()))
          .append("</code><td>")
          .append(text(parameter.get("in").asString()))
          .append("<td>")
          .append(text(parameter.path("description").asString("")));
    }
    html.append("</table>");
  }

  private void example(String title, JsonNode content) {
    content
        .properties()
        .forEach(type -> {
          JsonNode example = type.getValue().path("example");
          if (!example.isMissingNode()) {
            html.append(title.isEmpty() ? "" : "<h3>" + text(title) + "</h3>")
                .append("<pre>")
                .append(text(example.isString() ? example.asString() : example.toPrettyString()))
                .append("</pre>");
          }
        });
  }

  private void problems() {
    html.append("<h2>Problems</h2><table>");
    for (ProblemCode code : ProblemCode.values()) {
      html.append("<tr id=\"")
          .append(text(code.code()))
          .append("\"><td><code>")
          .append(text(code.code()))
          .append("</code><td>")
          .append(code.status().value())
          .append("<td>")
          .append(text(code.title()))
          .append('.');
    }
    html.append("</table></html>");
  }

  private void paragraphs(String text) {
    for (String paragraph : text.strip().split("\n\n", -1)) {
      html.append("<p>").append(text(paragraph)).append("</p>");
    }
  }

  private JsonNode followed(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }

  private static String text(String text) {
    return HtmlUtils.htmlEscape(text);
  }
}
