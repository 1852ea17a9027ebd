package io.washa.agent.site;

import io.washa.agent.routeros.Timings;
import java.time.Duration;

/**
 * The site's rhythm.
 *
 * @param answerWithin how long a router may take before its rows are reported as waiting
 * @param keepAlive how often an idle router is asked its name
 * @param sweepEvery how often everything is compared
 * @param sessionsEvery how often live sessions are read
 * @param freshSessionsEvery how often those of rows that just changed are read
 * @param measureEvery how often counters and health are read
 * @param retryMin shortest pause before an unreachable router is tried again
 * @param retryMax longest such pause
 */
public record SiteSettings(
    Timings timings,
    Duration answerWithin,
    Duration keepAlive,
    Duration sweepEvery,
    Duration sessionsEvery,
    Duration freshSessionsEvery,
    Duration measureEvery,
    Duration retryMin,
    Duration retryMax) {

  /** What suits a site. */
  public static SiteSettings standard() {
    return new SiteSettings(
        Timings.standard(),
        Duration.ofMillis(1200),
        Duration.ofSeconds(15),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(1500));
  }
}
