package io.washa.portal.web;

import java.util.Locale;

/**
 * A colour on a screen, and whether text in it can be read (WCAG 2.2, relative luminance and
 * contrast ratio).
 *
 * @param rgb as {@code 0xrrggbb}
 */
record Colour(int rgb) {
  static final Colour BLACK = new Colour(0x000000);
  static final Colour WHITE = new Colour(0xffffff);

  /** The contrast that normal text needs (WCAG level AA). */
  static final double READABLE = 4.5;

  private static final int STEPS = 64;

  /** The colour written as {@code #rrggbb}, or another one if it is written otherwise. */
  static Colour parse(String text, Colour otherwise) {
    return text.matches("#[0-9a-fA-F]{6}")
        ? new Colour(Integer.parseInt(text.substring(1), 16))
        : otherwise;
  }

  /** Contrast ratio with another colour, from 1 to 21. */
  double contrast(Colour other) {
    double mine = luminance();
    double others = other.luminance();
    return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
  }

  /** Black or white, whichever reads better on this colour; never below 4.5. */
  Colour textOn() {
    return contrast(BLACK) >= contrast(WHITE) ? BLACK : WHITE;
  }

  /** This colour, moved towards a pole only as far as it takes to be readable on a background. */
  Colour readableOn(Colour background, Colour pole) {
    for (int step = 0; step < STEPS; step++) {
      Colour candidate = mixed(pole, (double) step / STEPS);
      if (candidate.contrast(background) >= READABLE) {
        return candidate;
      }
    }
    return pole;
  }

  /** This colour with a share of another, from 0 to 1. */
  Colour mixed(Colour other, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double channel = channel(shift) * (1 - share) + other.channel(shift) * share;
      mixed |= (int) Math.round(channel) << shift;
    }
    return new Colour(mixed);
  }

  /** As CSS writes it. */
  String css() {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  private double luminance() {
    return 0.2126 * linear(channel(16)) + 0.7152 * linear(channel(8)) + 0.0722 * linear(channel(0));
  }

  private int channel(int shift) {
    return rgb >> shift & 0xff;
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
