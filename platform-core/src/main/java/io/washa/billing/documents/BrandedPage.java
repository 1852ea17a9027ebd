package io.washa.billing.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/** The frame of every document in the ISP's brand: its name, colour and support phone. */
final class BrandedPage {
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final String STYLE = style();

  private BrandedPage() {}

  /** Begins a page; its contents are written behind. */
  static Html begin(Words words, String title) {
    return begin(words, title, "");
  }

  /** Begins a page for a printer of slips. */
  static Html beginSlip(Words words, String title, int millimetres) {
    return begin(
        words,
        title,
        """
        @page { size: %1$dmm auto; margin: 2mm; @bottom-right { content: none; } }
        .sheet { width: %2$dmm; max-width: %2$dmm; padding: 0; margin: 0 auto; font-size: 8pt; }
        .head { margin: 0; padding: 0; background: none; color: #000000; text-align: center; }
        h1, .isp { font-size: 10pt; text-align: center; }
        .big { font-size: 12pt; text-align: center; }
        .facts td.label { width: 40%%; }
        """
            .formatted(millimetres, millimetres - 4));
  }

  private static Html begin(Words words, String title, String more) {
    String colour = words.tenant().brand().colour();
    String brand = COLOUR.matcher(colour).matches() ? colour : "#333333";
    Html html = new Html().root(words.language()).open("head");
    html.meta("viewport", "width=device-width, initial-scale=1");
    html.meta("robots", "noindex");
    html.meta("author", words.tenant().name());
    html.element("title", "", title);
    html.style(STYLE.replace("brand-ink", ink(brand)).replace("brand", brand) + more);
    html.close().open("body").open("div", "sheet");
    html.open("div", "head").element("div", "isp", words.tenant().name());
    String phone = words.tenant().brand().supportPhone();
    if (!phone.isBlank()) {
      html.element("div", "call", words.say("call", phone));
    }
    return html.close().element("h1", "", title);
  }

  /** Black or white, whichever is read better on the colour. */
  private static String ink(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    int light = 299 * (rgb >> 16) + 587 * ((rgb >> 8) & 0xff) + 114 * (rgb & 0xff);
    return light > 150_000 ? "#000000" : "#ffffff";
  }

  private static String style() {
    try (InputStream file =
        Objects.requireNonNull(BrandedPage.class.getResourceAsStream("document.css"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
