package io.washa.portal.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.washa.tenancy.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The style sheet in each tenant's colour, with the hash by which the page's policy allows it. */
final class Styles {
  static final Colour PAGE_LIGHT = new Colour(0xf4f5f7);
  static final Colour PAGE_DARK = new Colour(0x1c2128);
  private static final Colour OURS = new Colour(0x0b6e4f);

  private final String sheet;
  private final LoadingCache<String, Style> byColour =
      Caffeine.newBuilder().maximumSize(1000).build(this::make);

  Styles() {
    try (InputStream in =
        Objects.requireNonNull(Styles.class.getResourceAsStream("/io/washa/portal/portal.css"))) {
      sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s*\\n\\s*", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A style sheet that stands in the page.
   *
   * @param colour the brand, as {@code #rrggbb}
   * @param css goes between the style tags, to the letter
   * @param hash the source expression that allows it
   */
  record Style(String colour, String css, String hash) {}

  /** The style of a brand. */
  Style of(Tenant.Brand brand) {
    return Objects.requireNonNull(byColour.get(brand.colour()));
  }

  private Style make(String colour) {
    Colour brand = Colour.parse(colour, OURS);
    String css =
        ":root{--brand:"
            + brand.css()
            + ";--on-brand:"
            + brand.textOn().css()
            + ";--ink:"
            + brand.readableOn(PAGE_LIGHT, Colour.BLACK).css()
            + ";--ink-dark:"
            + brand.readableOn(PAGE_DARK, Colour.WHITE).css()
            + "}"
            + sheet;
    return new Style(brand.css(), css, "'sha256-" + base64(sha256(css)) + "'");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
