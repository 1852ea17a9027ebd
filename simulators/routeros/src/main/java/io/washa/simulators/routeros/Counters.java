package io.washa.simulators.routeros;

/**
 * Work done since the last reset or boot.
 *
 * @param sentences commands received
 * @param rows rows printed
 * @param flashWrites configuration rows written
 */
public record Counters(long sentences, long rows, long flashWrites) {
  static final Counters ZERO = new Counters(0, 0, 0);

  Counters plus(long moreSentences, long moreRows, long moreFlashWrites) {
    return new Counters(sentences + moreSentences, rows + moreRows, flashWrites + moreFlashWrites);
  }
}
