package io.washa.admin.outages;

import static io.washa.admin.desk.Texts.text;

import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.network.outages.Outages;
import java.time.Duration;
import java.time.Instant;

/** Says what is out, why, for how long, and for how many. */
final class OutageWords {
  private OutageWords() {}

  static String where(Outages.Line outage) {
    String router = outage.router();
    return Parts.dotted(outage.site(), router == null ? "" : router);
  }

  static String why(Outages.Line outage) {
    return outage.kind().equals("declared")
        ? outage.reason()
        : text("outage.reason." + outage.reason());
  }

  static String when(Outages.Line outage, Words words, Instant now) {
    Instant ended = outage.endedAt();
    Duration length = Duration.between(outage.beganAt(), ended == null ? now : ended);
    String began = words.minute(outage.beganAt(), now);
    return ended == null
        ? text("outage.since", began, words.span(length))
        : text("outage.from-to", began, words.minute(ended, now), words.span(length));
  }

  static String affected(Outages.Line outage) {
    return text("outage.affected", outage.affected());
  }

  static String who(Outages.Line outage) {
    String declared = outage.declaredBy();
    String ended = outage.endedBy();
    return Parts.dotted(
        declared == null ? "" : text("outage.declared-by", declared),
        ended == null ? "" : text("outage.ended-by", ended));
  }
}
