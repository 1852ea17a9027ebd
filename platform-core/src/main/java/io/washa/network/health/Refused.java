package io.washa.network.health;

import io.washa.network.SiteText;
import io.washa.protocol.Refusals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a router did not let somebody in, and how often.
 *
 * @param name that was given
 * @param reason one of {@link Refusals.Reason}
 * @param mac of the device; null if the router does not say
 * @param text the router's own words
 * @param times since {@code first}
 */
public record Refused(
    String name,
    Refusals.Reason reason,
    @Nullable String mac,
    String text,
    int times,
    Instant first,
    Instant last) {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_MAC = 17;

  /** After such a pause it is another trouble, counted anew. */
  private static final Duration PAUSE = Duration.ofHours(12);

  static Refused of(Refusals.Refusal told, Instant now) {
    return new Refused(
        SiteText.known(told.name(), LONGEST_NAME),
        reason(told.reason()),
        SiteText.clean(told.mac(), LONGEST_MAC),
        SiteText.known(told.text(), LONGEST_TEXT),
        Math.max(1, told.times()),
        now,
        now);
  }

  private static Refusals.Reason reason(String word) {
    for (Refusals.Reason reason : Refusals.Reason.values()) {
      if (reason.name().equals(word.toUpperCase(Locale.ROOT))) {
        return reason;
      }
    }
    return Refusals.Reason.OTHER;
  }

  /** What is kept after one more; the newest first, at most so many. */
  static List<Refused> with(List<Refused> kept, Refused more, int most) {
    List<Refused> all = new ArrayList<>();
    Refused sum = more;
    for (Refused each : kept) {
      if (each.isSame(more)) {
        sum = each.and(more);
      } else {
        all.add(each);
      }
    }
    all.add(sum);
    all.sort(Comparator.comparing(Refused::last).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private boolean isSame(Refused other) {
    return name.equals(other.name) && reason == other.reason && Objects.equals(mac, other.mac);
  }

  private Refused and(Refused more) {
    if (Duration.between(last, more.last).compareTo(PAUSE) > 0) {
      return more;
    }
    int sum = (int) Math.min(Integer.MAX_VALUE, (long) times + more.times);
    return new Refused(name, reason, mac, more.text, sum, first, more.last);
  }
}
