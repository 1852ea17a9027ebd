package io.washa.admin.desk;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The desk's words, from its message files. */
public final class Texts {
  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("io.washa.admin.texts", Locale.ENGLISH);

  private Texts() {}

  /**
   * The text with this key.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public static String text(String key, Object... arguments) {
    return new MessageFormat(WORDS.getString(key), Locale.ENGLISH).format(arguments);
  }

  /** Whether there is a text with this key. */
  public static boolean has(String key) {
    return WORDS.containsKey(key);
  }
}
