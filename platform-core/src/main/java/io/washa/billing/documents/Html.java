package io.washa.billing.documents;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes well-formed HTML that is XML, too, so that browser and PDF read the same text. Elements
 * and classes are the program's own; whatever else is written is text and escaped.
 */
final class Html {
  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element. */
  Html open(String element) {
    return open(element, "");
  }

  /** Opens an element of a class. */
  Html open(String element, String styleClass) {
    out.append('<').append(element);
    if (!styleClass.isEmpty()) {
      out.append(" class=\"").append(escaped(styleClass)).append('"');
    }
    out.append('>');
    open.push(element);
    return this;
  }

  /** Opens the root element. */
  Html root(String language) {
    out.append("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"")
        .append(escaped(language))
        .append("\">");
    open.push("html");
    return this;
  }

  /** An empty element that says something of the page. */
  Html meta(String name, String content) {
    out.append("<meta name=\"").append(escaped(name));
    out.append("\" content=\"").append(escaped(content)).append("\"/>");
    return this;
  }

  /**
   * The page's own style sheet. Browsers take it as it stands and XML readers don't, so that it
   * must have nothing to escape.
   */
  Html style(String css) {
    if (css.contains("<") || css.contains("&")) {
      throw new IllegalArgumentException("a style sheet with markup");
    }
    out.append("<style>").append(css).append("</style>\n");
    return this;
  }

  /** Closes what was opened last. */
  Html close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Text. */
  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** An element with nothing but text. */
  Html element(String element, String styleClass, String text) {
    return open(element, styleClass).text(text).close();
  }

  /** A row of a table, with the class of each cell after its text. */
  Html row(String cellElement, String... textsAndClasses) {
    open("tr");
    for (int i = 0; i < textsAndClasses.length; i += 2) {
      element(cellElement, textsAndClasses[i + 1], textsAndClasses[i]);
    }
    return close();
  }

  /** All of it, whatever is open closed. */
  String finish() {
    while (!open.isEmpty()) {
      close();
    }
    return out.toString();
  }

  /**
   * Text as it may stand anywhere in HTML and XML: markup escaped; characters that XML forbids and
   * those that turn the direction of other people's text replaced.
   */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(isSafe(c) ? c : '\ufffd');
          }
        });
    return safe.toString();
  }

  private static boolean isSafe(int c) {
    boolean printable = c >= ' ' ? c < 0x7f || c > 0x9f : c == '\n' || c == '\t';
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return printable && !surrogate && !turns && (c & 0xfffe) != 0xfffe;
  }
}
