package io.washa.admin.subscribers;

import static io.washa.admin.desk.Texts.text;

import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.network.health.Refused;
import io.washa.protocol.Refusals;
import java.time.Instant;
import java.util.Locale;

/** Says why somebody was not let in, so that whoever answers the phone can say it on. */
public final class RefusalWords {
  private RefusalWords() {}

  /** {@code Wrong password, 14 times since 08:10, from AA:BB:CC:00:00:01}. */
  public static String sentence(Refused refused, Words words, Instant now) {
    String mac = refused.mac();
    return reason(refused.reason())
        + ", "
        + times(refused, words, now)
        + (mac == null || mac.isEmpty() ? "" : ", " + text("refusal.from", mac));
  }

  /** The same of a name that is nobody's, with the name. */
  public static String stranger(Refused refused, Words words, Instant now) {
    return Parts.dotted(refused.name(), sentence(refused, words, now));
  }

  static String reason(Refusals.Reason reason) {
    return text("refusal." + reason.name().toLowerCase(Locale.ROOT));
  }

  private static String times(Refused refused, Words words, Instant now) {
    return text("refusal.times", refused.times(), words.minute(refused.first(), now));
  }
}
