package io.washa.network;

import io.washa.tenancy.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The pages that a hotspot's router shows by itself, in the ISP's name. The login page needs no
 * script: a style sheet from the portal takes its warning away, so that the warning stays where the
 * portal cannot be reached. Who logs in is decided at the portal, so no password and no CHAP script
 * is on the page (RouterOS manual, "Hotspot customisation").
 */
final class LoginFiles {
  private static final List<String> NAMES =
      List.of("login.html", "alogin.html", "status.html", "error.html");
  private static final Map<String, String> TEMPLATES = templates();
  private static final String OURS = "#0b6e4f";

  private LoginFiles() {}

  /**
   * The files by name.
   *
   * @param portal its address, without a path
   * @param site whose router sends people to the portal
   */
  static Map<String, String> of(Tenant tenant, String portal, UUID site) {
    String phone = html(tenant.brand().supportPhone());
    Map<String, String> values =
        Map.of(
            "{name}", html(tenant.name()),
            "{colour}", colour(tenant.brand().colour()),
            "{portal}", html(portal),
            "{site}", site.toString(),
            "{call}", phone.isBlank() ? "" : " Call " + phone + ".",
            "{piga}", phone.isBlank() ? "" : " Piga " + phone + ".");
    Map<String, String> files = new TreeMap<>();
    TEMPLATES.forEach((name, template) -> files.put(name, filled(template, values)));
    return files;
  }

  private static String filled(String template, Map<String, String> values) {
    String text = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text;
  }

  private static String colour(String brand) {
    return brand.matches("#[0-9A-Fa-f]{6}") ? brand : OURS;
  }

  /** As text of a page. A dollar would begin a variable of the router's. */
  private static String html(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(each -> {
          boolean plain = Character.isLetterOrDigit(each) || " .,:;/+_-".indexOf(each) >= 0;
          if (plain) {
            safe.appendCodePoint(each);
          } else {
            safe.append("&#").append(each).append(';');
          }
        });
    return safe.toString();
  }

  private static Map<String, String> templates() {
    Map<String, String> read = new TreeMap<>();
    for (String name : NAMES) {
      try (InputStream in =
          Objects.requireNonNull(LoginFiles.class.getResourceAsStream("hotspot/" + name))) {
        read.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return read;
  }
}
