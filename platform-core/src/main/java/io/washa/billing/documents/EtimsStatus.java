package io.washa.billing.documents;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the revenue authority's invoice system (eTIMS) knows of a document.
 *
 * @param control its number for the document; null before it accepted
 * @param link where a buyer checks the document; null before it accepted
 * @param error why it refused; null if it did not
 * @param at when it last changed; null while queued
 */
public record EtimsStatus(
    State state,
    @Nullable String control,
    @Nullable String link,
    @Nullable String error,
    @Nullable Instant at) {

  /** How far it has come. */
  public enum State {
    /** Nothing to report: a pro-forma. */
    NONE,
    /** Will be reported. */
    QUEUED,
    /** Could not be reported, for this ISP is not connected to eTIMS; kept for later. */
    NOT_CONNECTED,
    /** Reported. */
    ACCEPTED,
    /** Reported and refused: a person has to look. */
    REFUSED,
    /** Tried until nobody tries any more: a person has to look. */
    GIVEN_UP;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
