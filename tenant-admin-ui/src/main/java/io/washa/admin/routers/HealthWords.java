package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.network.health.RouterHealth.Figures;
import io.washa.protocol.Health;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says how a router is, never without the age of its figures. */
final class HealthWords {
  /** Figures come every minute; these are of another time. */
  private static final Duration OLD = Duration.ofMinutes(3);

  private HealthWords() {}

  static String load(Health health) {
    return Parts.dotted(
        text("health.cpu", health.cpuPercent()),
        health.totalMemory() == 0 ? "" : text("health.memory", memoryPercent(health)),
        text("health.sessions", health.sessions()));
  }

  static int memoryPercent(Health health) {
    long used = health.totalMemory() - health.freeMemory();
    return health.totalMemory() == 0
        ? 0
        : Math.clamp(Math.round(100.0 * used / health.totalMemory()), 0, 100);
  }

  static String age(Figures figures, Instant now) {
    Duration age = Duration.between(figures.at(), now);
    return age.compareTo(Duration.ofMinutes(1)) < 0
        ? text("health.age.seconds", Math.max(0, age.toSeconds()))
        : text("health.age.minutes", age.toMinutes());
  }

  static boolean isOld(@Nullable Figures figures, Instant now) {
    return figures != null && Duration.between(figures.at(), now).compareTo(OLD) > 0;
  }

  static String up(Health health, Words words) {
    return text("health.up", words.span(Duration.ofSeconds(health.uptimeSeconds())));
  }
}
