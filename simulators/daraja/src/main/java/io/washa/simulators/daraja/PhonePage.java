package io.washa.simulators.daraja;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The page of the virtual phone. It works by plain forms; its script only saves reloading. */
final class PhonePage {
  private static final String HTML = "text/html; charset=utf-8";

  private final Books books;
  private final Prompts prompts;
  private final Sms sms;
  private final String template = resource("phone.html");

  PhonePage(Books books, Prompts prompts, Sms sms) {
    this.books = books;
    this.prompts = prompts;
    this.sms = sms;
  }

  Reply whole(String phone, String notice) {
    String nonce = UUID.randomUUID().toString();
    String body =
        template
            .replace("{{nonce}}", nonce)
            .replace("{{phone}}", Html.escape(phone))
            .replace("{{title}}", phone.isEmpty() ? "All phones" : "+" + Html.escape(phone))
            .replace("{{businesses}}", businesses())
            .replace("{{notice}}", notice(notice))
            .replace("{{screen}}", screenHtml(phone));
    return Reply.text(200, HTML, body).with(Map.of("Content-Security-Policy", policy(nonce)));
  }

  /** Only this page's own style and script run. */
  private static String policy(String nonce) {
    return "default-src 'none'; style-src 'nonce-"
        + nonce
        + "'; script-src 'nonce-"
        + nonce
        + "'; connect-src 'self'; form-action 'self'; base-uri 'none'";
  }

  /** The changing part alone. */
  Reply screen(String phone) {
    return Reply.text(200, HTML, screenHtml(phone));
  }

  private static String notice(String text) {
    return text.isEmpty()
        ? ""
        : "<p class=\"notice\" role=\"status\">" + Html.escape(text) + "</p>";
  }

  private String businesses() {
    StringBuilder options = new StringBuilder();
    for (Shortcode shortcode : books.shortcodes()) {
      options.append(
          "<option value=\"%s\">%s</option>"
              .formatted(shortcode.number(), Html.escape(shortcode.businessName())));
    }
    return options.toString();
  }

  private String screenHtml(String phone) {
    List<Prompt> open =
        prompts.waiting().stream()
            .filter(prompt -> phone.isEmpty() || prompt.request().phone().equals(phone))
            .limit(20)
            .toList();
    StringBuilder html = new StringBuilder();
    if (open.isEmpty()) {
      html.append("<p class=\"idle\">No payment request at the moment.</p>");
    }
    open.forEach(prompt -> html.append(promptHtml(prompt, phone)));
    for (Sms.Message message : sms.latest(phone, 8)) {
      html.append(
          "<article class=\"sms\"><b>M-PESA</b><small>to +%s</small><p>%s</p></article>"
              .formatted(Html.escape(message.phone()), Html.escape(message.text())));
    }
    return html.toString();
  }

  private static String promptHtml(Prompt prompt, String phone) {
    StkRequest request = prompt.request();
    return """
    <form class="prompt" method="post" action="/phone/prompts/%s">
    <input type="hidden" name="phone" value="%s">
    <small>+%s</small>
    <p>Do you want to pay <b>Ksh%s.00</b> to <b>%s</b>, account <b>%s</b>?</p>
    <label>M-PESA PIN <input name="pin" type="password" inputmode="numeric" maxlength="8"
    autocomplete="off"></label>
    <div class="keys"><button class="pay" name="action" value="pay">Pay</button>
    <button name="action" value="cancel">Cancel</button>
    <button name="action" value="ignore">Ignore</button>
    <button name="action" value="no-funds">No funds</button></div>
    </form>
    """
        .formatted(
            Html.escape(prompt.checkoutRequestId()),
            Html.escape(phone),
            Html.escape(request.phone()),
            String.format(Locale.ENGLISH, "%,d", request.amount()),
            Html.escape(request.merchant().businessName()),
            Html.escape(request.account()));
  }

  private static String resource(String name) {
    try (InputStream in = PhonePage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
