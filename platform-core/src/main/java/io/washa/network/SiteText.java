package io.washa.network;

import org.jspecify.annotations.Nullable;

/** Texts that come from a site, where anybody may have written them. */
public final class SiteText {
  private SiteText() {}

  /** The text, fit for the database: bounded, and without the NUL that it refuses. */
  public static @Nullable String clean(@Nullable String foreign, int longest) {
    return foreign == null ? null : known(foreign, longest);
  }

  /** The same for a text that is there. */
  public static String known(String foreign, int longest) {
    String whole = foreign.replace('\0', ' ');
    return whole.length() <= longest ? whole : whole.substring(0, longest);
  }
}
