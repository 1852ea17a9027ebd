package io.washa.api.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as answers write them: in the tenant's zone, to the millisecond. */
public final class Moments {
  private Moments() {}

  /** An instant by the clocks of a zone. */
  public static OffsetDateTime at(Instant instant, ZoneId zone) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atZone(zone).toOffsetDateTime();
  }

  /** An instant by the clocks of a zone, if there is one. */
  public static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant, ZoneId zone) {
    return instant == null ? null : at(instant, zone);
  }
}
