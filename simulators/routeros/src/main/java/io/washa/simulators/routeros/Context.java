package io.washa.simulators.routeros;

import java.time.InstantSource;

/** What every command works with. */
record Context(
    Store store, Device device, InstantSource clock, LiveSessions sessions, Hotspot hotspot) {
  VersionProfile version() {
    return device.version();
  }
}
