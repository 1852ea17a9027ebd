package io.washa.simulators.daraja;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sandbox's limit on STK queries: 5 in 60 s with a burst of 1, which the gateway spreads to one
 * in 12 s per app. Body as Apigee sends it; its envelope is assumed.
 */
final class SpikeArrest {
  private static final Duration SPACING = Duration.ofSeconds(12);
  private static final String FAULT =
      "Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=5,"
          + " periodInMicroseconds=60000000, maxBurstMessageCount=1.0}";

  private final InstantSource clock;
  private final Map<String, Instant> nextAllowed = new ConcurrentHashMap<>();

  SpikeArrest(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether this app may call now; a refused call does not count. */
  boolean allows(String consumerKey) {
    Instant now = clock.instant();
    boolean[] allowed = {false};
    nextAllowed.compute(
        consumerKey,
        (key, next) -> {
          allowed[0] = next == null || !now.isBefore(next);
          return allowed[0] ? now.plus(SPACING) : next;
        });
    return allowed[0];
  }

  static Reply refusal() {
    Map<String, Object> detail = Map.of("errorcode", "policies.ratelimit.SpikeArrestViolation");
    Map<String, Object> fault = new LinkedHashMap<>();
    fault.put("faultstring", FAULT);
    fault.put("detail", detail);
    return Reply.json(429, Map.of("fault", fault));
  }
}
