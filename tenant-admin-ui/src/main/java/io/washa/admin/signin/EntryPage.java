package io.washa.admin.signin;

import static io.washa.admin.desk.Texts.text;
import static org.springframework.web.util.HtmlUtils.htmlEscape;

/** A page with a few sentences and what can be done about them; needs no script. */
final class EntryPage {
  private static final String STYLE =
      """
      :root{color-scheme:light}*{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;
      background:#eef1ef;color:#1c2622;font:16px/1.55 system-ui,sans-serif}
      main{width:100%;max-width:28rem;background:#fff;border-radius:16px;padding:2rem;
      box-shadow:0 1px 2px #0001,0 12px 40px #0b3a2a14}
      .mark{font-weight:700;color:#0b6e4f;letter-spacing:-.01em}
      h1{font-size:1.4rem;line-height:1.25;margin:.75rem 0 .5rem;letter-spacing:-.015em}
      p{margin:.5rem 0;color:#46524d}
      .do{display:grid;gap:.6rem;margin-top:1.5rem}
      a,button{display:block;width:100%;text-align:center;font:inherit;font-weight:600;
      padding:.7rem 1rem;border-radius:10px;border:1px solid #0b6e4f;background:#0b6e4f;color:#fff;
      text-decoration:none;cursor:pointer}
      button{background:#fff;color:#0b6e4f}label{color:#46524d;font-size:.92rem}
      input:not([type=hidden]){display:block;width:100%;font:inherit;padding:.6rem .8rem;
      margin:.25rem 0 .6rem;border:1px solid #b9c4bf;border-radius:10px}
      a:focus-visible,button:focus-visible{outline:3px solid #0b6e4f66;outline-offset:2px}
      """;

  private final String title;
  private final StringBuilder sentences = new StringBuilder();
  private final StringBuilder actions = new StringBuilder();

  EntryPage(String title) {
    this.title = htmlEscape(title);
  }

  EntryPage says(String sentence) {
    sentences.append("<p>").append(htmlEscape(sentence)).append("</p>");
    return this;
  }

  EntryPage link(String label, String address) {
    actions
        .append("<a href=\"")
        .append(htmlEscape(address))
        .append("\">")
        .append(htmlEscape(label))
        .append("</a>");
    return this;
  }

  EntryPage question(String label, String answer, String address, String name) {
    actions
        .append("<form action=\"")
        .append(htmlEscape(address))
        .append("\"><label>")
        .append(htmlEscape(label))
        .append("<input required pattern=\"[A-Za-z0-9._-]+\" maxlength=\"64\" name=\"")
        .append(htmlEscape(name))
        .append("\"></label><button>")
        .append(htmlEscape(answer))
        .append("</button></form>");
    return this;
  }

  EntryPage button(String label, String address, String csrf) {
    actions
        .append("<form method=\"post\" action=\"")
        .append(htmlEscape(address))
        .append("\"><input type=\"hidden\" name=\"_csrf\" value=\"")
        .append(htmlEscape(csrf))
        .append("\"><button>")
        .append(htmlEscape(label))
        .append("</button></form>");
    return this;
  }

  String html() {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"
        + title
        + "</title><style>"
        + STYLE.replace("\n", "")
        + "</style></head><body><main><div class=\"mark\">"
        + htmlEscape(text("washa"))
        + "</div><h1>"
        + title
        + "</h1>"
        + sentences
        + "<div class=\"do\">"
        + actions
        + "</div></main></body></html>";
  }
}
