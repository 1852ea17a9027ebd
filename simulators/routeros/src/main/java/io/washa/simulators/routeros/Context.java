package io.washa.simulators.routeros;

import java.time.InstantSource;

/** What every command works with. */
record Context(Store store, Device device, InstantSource clock, LiveSessions sessions) {
  VersionProfile version() {
    return device.version();
  }
}
