package io.washa.simulators.routeros;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rate limit as profiles and leases write it: {@code rx[/tx] [burst [threshold [time [priority
 * [guaranteed]]]]]}, where rx is what the router receives, which is the subscriber's upload
 * (RouterOS manual).
 */
final class RateLimit {
  private static final String[] PLACES = {
    "max-limit", "burst-limit", "burst-threshold", "burst-time", "priority", "limit-at"
  };

  private RateLimit() {}

  /** The values of the simple queue that such a limit makes; empty if there is no limit. */
  static Map<String, String> queue(String limit) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] parts = limit.isBlank() ? new String[0] : limit.strip().split(" +", -1);
    for (int i = 0; i < parts.length && i < PLACES.length; i++) {
      String value = pair(PLACES[i], parts[i]);
      if (!value.isEmpty()) {
        values.put(PLACES[i], value);
      }
    }
    return values;
  }

  private static String pair(String place, String text) {
    String[] both = text.split("/", -1);
    String up = one(place, both[0]);
    String down = one(place, both[both.length - 1]);
    return up.isEmpty() || down.isEmpty() ? "" : up + "/" + down;
  }

  private static String one(String place, String text) {
    return switch (place) {
      case "priority" -> text.matches("[1-8]") ? text : "";
      case "burst-time" -> {
        var time = RouterTime.parse(text);
        yield time == null ? "" : RouterTime.formatExactly(time);
      }
      default -> ValueTypes.rate(text);
    };
  }
}
