package io.washa.simulators.routeros;

import java.time.Duration;

/**
 * What a router's work takes. Fixed before any client was written, so that no client can be
 * flattered.
 *
 * @param sentence one command while the router is rested
 * @param clampedSentence one command once the burst is used up: the sustained pace, over all
 *     connections together
 * @param burst commands a rested router takes at full pace; it recovers one per {@code
 *     clampedSentence} that passes
 * @param row one printed row
 * @param flashWrite one configuration row written
 */
public record CostModel(
    Duration sentence, Duration clampedSentence, int burst, Duration row, Duration flashWrite) {

  /**
   * A small router of today. The sentence, the clamp and the burst were measured on one CHR
   * (tik4net, confidence M); row and flash write are our estimate (L): 20,000 rows take a second.
   */
  public static final CostModel REALISTIC =
      new CostModel(
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          200,
          Duration.ofNanos(50_000),
          Duration.ofMillis(2));

  /** Work takes no time; counts are kept all the same. */
  public static final CostModel FREE =
      new CostModel(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO);
}
