package io.washa.portal.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The copy of htmx that we serve ourselves; the jar says which version it holds. */
final class Htmx {
  private static final String JAR = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";
  private static final String VERSION = version();

  private Htmx() {}

  /** Address of the script; changes with its content. */
  static String link() {
    return "/portal/assets/htmx.min.js?v=" + VERSION;
  }

  /** Where the jar keeps it. */
  static String folder() {
    return "classpath:/META-INF/resources/webjars/htmx.org/" + VERSION + "/dist/";
  }

  private static String version() {
    try (InputStream in = Htmx.class.getClassLoader().getResourceAsStream(JAR)) {
      if (in == null) {
        throw new IllegalStateException("htmx is not on the class path");
      }
      Properties jar = new Properties();
      jar.load(in);
      return jar.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
