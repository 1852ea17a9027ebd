package io.washa.simulators.routeros;

import java.time.InstantSource;

/** What every command works with. */
record Context(
    Store store,
    Device device,
    InstantSource clock,
    Traffic traffic,
    SystemLog log,
    LiveSessions sessions,
    Hotspot hotspot,
    Dhcp dhcp,
    SafeMode safeMode) {

  /** Everything of a router with these menus and this memory. */
  static Context of(Device device, Store store, InstantSource clock, Live live) {
    SystemLog log = new SystemLog(store, device);
    live.hotspot().install(store, log);
    return new Context(
        store,
        device,
        clock,
        live.traffic(),
        log,
        new LiveSessions(store, device, live.traffic(), log),
        live.hotspot(),
        new Dhcp(store, live.traffic(), log, clock),
        new SafeMode(store));
  }

  /** What there is before the tables, as the tables show it. */
  record Live(Traffic traffic, Hotspot hotspot) {
    static Live with(InstantSource clock) {
      Traffic traffic = new Traffic(clock);
      return new Live(traffic, new Hotspot(clock, traffic));
    }

    Computed computed(Device device) {
      return new Computed(device, traffic, hotspot);
    }
  }

  VersionProfile version() {
    return device.version();
  }
}
