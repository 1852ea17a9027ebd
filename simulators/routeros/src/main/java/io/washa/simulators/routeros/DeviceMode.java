package io.washa.simulators.routeros;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Device mode of RouterOS 7.17 on: which features a person at the board has allowed. A change is
 * only taken on if the button is pressed or the power cut in time. Callers hold the store's lock.
 */
final class DeviceMode {
  private static final List<String> FEATURES =
      List.of(
          "scheduler",
          "socks",
          "fetch",
          "pptp",
          "l2tp",
          "bandwidth-test",
          "traffic-gen",
          "sniffer",
          "ipsec",
          "romon",
          "proxy",
          "hotspot",
          "smb",
          "email",
          "zerotier");

  static final Map<String, String> ADVANCED = mode("advanced");

  private final Store store;
  private final InstantSource clock;
  private Map<String, String> wanted = Map.of();
  private @Nullable Instant until;

  DeviceMode(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What a mode allows (RouterOS manual): hotspot only in advanced, scheduler not in home. */
  static Map<String, String> mode(String mode) {
    Map<String, String> values = new HashMap<>();
    List<String> offAtHome =
        List.of(
            "scheduler",
            "fetch",
            "email",
            "sniffer",
            "romon",
            "socks",
            "bandwidth-test",
            "traffic-gen",
            "proxy",
            "hotspot",
            "zerotier");
    List<String> offInBasic =
        List.of("socks", "bandwidth-test", "traffic-gen", "proxy", "hotspot", "zerotier");
    for (String feature : FEATURES) {
      boolean off =
          (mode.equals("home") && offAtHome.contains(feature))
              || (mode.equals("basic") && offInBasic.contains(feature));
      values.put(feature, String.valueOf(!off));
    }
    values.put("container", "false");
    values.put("mode", mode);
    return Map.copyOf(values);
  }

  /** Whether a feature may be configured; what a version does not know is allowed. */
  boolean allows(String feature) {
    return !store.has(Paths.DEVICE_MODE) || !row().value(feature).equals("false");
  }

  private Row row() {
    return store.table(Paths.DEVICE_MODE).rows().iterator().next();
  }

  /** {@code /system/device-mode/update}: remembers what is wanted until somebody confirms it. */
  Outcome update(Request request, VersionProfile version) {
    Map<String, String> asked = new HashMap<>();
    Duration patience = Duration.ofMinutes(5);
    for (Map.Entry<String, String> attribute : request.attributes().entrySet()) {
      String name = attribute.getKey();
      if (name.equals("activation-timeout")) {
        Duration given = RouterTime.parse(attribute.getValue());
        patience = given == null ? patience : given;
      } else if (name.equals("mode")) {
        asked.putAll(mode(attribute.getValue()));
      } else if (FEATURES.contains(name) || name.equals("container") || name.equals("flagged")) {
        asked.put(name, String.valueOf(attribute.getValue().matches("yes|true")));
      } else {
        return new Outcome.Refused(version.unknownParameter(name));
      }
    }
    wanted = asked;
    until = clock.instant().plus(patience);
    return new Outcome.Rows(
        List.of(
            Map.of(
                "status",
                "waiting: turn power off or press reset or mode button within "
                    + RouterTime.format(patience))));
  }

  /** Somebody presses the button or cuts the power; true if that confirmed a change. */
  boolean confirm() {
    boolean inTime = until != null && clock.instant().isBefore(until);
    until = null;
    if (inTime) {
      Map<String, String> values = new HashMap<>(row().values());
      values.putAll(wanted);
      store.replace(store.table(Paths.DEVICE_MODE), row(), row().with(values));
    }
    return inTime;
  }
}
