package io.washa.payments.recovery;

import io.washa.payments.recovery.MpesaLine.Kind;
import java.util.Locale;
import java.util.UUID;

/**
 * Which line of M-Pesa's side.
 *
 * @param ordinal which of several of this receipt and kind, from 1
 */
public record LineKey(UUID shortcode, String receipt, Kind kind, int ordinal) {

  /** Reference of its journal entries; as {@code mpesa_line.entry}. */
  String entry() {
    return shortcode + ":" + receipt + (ordinal == 1 ? "" : ":" + ordinal);
  }

  /** How its kind is written in the database. */
  String kindName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Kind of the entry that books it. */
  String booking() {
    return "mpesa-" + kindName();
  }

  /** Kind of the entry by which a person explains it. */
  String explanation() {
    return "explained-" + kindName();
  }
}
