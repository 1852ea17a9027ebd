package io.washa.simulators.routeros;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A MikroTik router on two loopback ports: the binary API, and an HTTP interface for whoever plays
 * the world around the router. What the world does is a method here and a control endpoint alike.
 */
public final class RouterOsSimulator implements AutoCloseable {
  private static final long DEFAULT_ENCRYPTION = 0xFFFFFFFEL;

  private final Machine machine;
  private final Context context;
  private final ApiServer api;
  private final ControlServer control;
  private final ReentrantLock switching = new ReentrantLock();
  private volatile boolean powered = true;
  private boolean closed;

  private RouterOsSimulator(Builder builder) {
    VersionProfile version = VersionProfile.of(builder.version);
    Device device = new Device(builder.serial, version, builder.chr, builder.clock);
    Hotspot hotspot = new Hotspot(builder.clock);
    List<Menu> menus = new ArrayList<>(Menus.all(device));
    if (builder.hotspotPackage) {
      menus.addAll(HotspotMenus.all(device, hotspot));
    }
    menus.addAll(SystemMenus.all(device));
    Store store =
        new Store(
            menus.stream().map(menu -> menu.as(version)).toList(),
            new Flash(builder.flash),
            builder.clock);
    factoryDefaults(store, builder.identity);
    store.load();
    if (builder.hotspotPackage) {
      hotspot.install(store);
      builder.hotspot.forEach((name, address) -> serveHotspot(store, name, address));
    }
    device.boot(store);
    context = new Context(store, device, builder.clock, new LiveSessions(store, device), hotspot);
    machine =
        new Machine(
            new Router(context), builder.users, new CostMeter(builder.cost, System::nanoTime));
    api = new ApiServer(machine, builder.apiPort, this::reboot);
    api.open();
    try {
      control = new ControlServer(this, builder.controlPort);
    } catch (IllegalStateException e) {
      api.release();
      throw e;
    }
  }

  private static void factoryDefaults(Store store, String identity) {
    store.builtIn("/ppp/profile", 0, Map.of("name", "default", "change-tcp-mss", "yes"));
    store.builtIn(
        "/ppp/profile",
        DEFAULT_ENCRYPTION,
        Map.of("name", "default-encryption", "change-tcp-mss", "yes", "use-encryption", "yes"));
    for (int i = 1; i <= 5; i++) {
      store.builtIn(
          "/interface",
          i,
          Map.of("name", "ether" + i, "type", "ether", "mac-address", "48:A9:8A:00:00:0" + i));
    }
    store.table("/interface").skipIdsBelow(6);
    for (Table table : store.tables().values()) {
      if (table.menu().isSettings()) {
        store.builtIn(table.menu().path(), 0, Map.of());
      }
    }
    if (store.has(HotspotMenus.USERS)) {
      hotspotDefaults(store);
    }
    store.builtIn("/system/identity", 0, Map.of("name", Octets.fromText(identity)));
  }

  private static void hotspotDefaults(Store store) {
    store.builtIn(HotspotMenus.SERVER_PROFILES, 0, Map.of("name", "default"));
    store.builtIn(HotspotMenus.USER_PROFILES, 0, Map.of("name", "default"));
    store.builtIn(
        HotspotMenus.USERS,
        0,
        Map.of("name", "default-trial", "comment", "counters and limits for trial users"));
  }

  /** As {@code /ip/hotspot/setup} leaves it, with MAC cookies; flash may know it already. */
  private static void serveHotspot(Store store, String name, String address) {
    Table servers = store.table(HotspotMenus.SERVERS);
    if (!servers.hasName(name)) {
      store.insert(
          store.table(HotspotMenus.SERVER_PROFILES),
          Row.Kind.CONFIGURED,
          Map.of(
              "name",
              name,
              "hotspot-address",
              address,
              "login-by",
              "cookie,http-chap,http-pap,mac-cookie"),
          null);
      store.insert(
          servers,
          Row.Kind.CONFIGURED,
          Map.of("name", name, "interface", "ether2", "profile", name, "disabled", "false"),
          null);
    }
  }

  /** Starts to describe a router; the one described by nothing else is a 7.20 at full realism. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port of the binary API; it stays the same over power cycles. */
  public int apiPort() {
    return api.port();
  }

  /** The port of the control interface, which has its own power. */
  public int controlPort() {
    return control.port();
  }

  /** All tables, the power and the faults at this moment. */
  public RouterState state() {
    Store store = context.store();
    store.lock.lock();
    try {
      store.expire();
      context.hotspot().expire();
      Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
      store.tables().forEach((path, table) -> tables.put(path, rows(table)));
      return new RouterState(tables, powered, machine.faults.faults());
    } finally {
      store.lock.unlock();
    }
  }

  private static List<Map<String, String>> rows(Table table) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      Map<String, String> printed = table.menu().print(row);
      printed.replaceAll((name, value) -> Octets.toText(value));
      rows.add(printed);
    }
    return rows;
  }

  /**
   * Cuts or gives power. Off: the port is closed, connections and sessions are gone, configuration
   * stays. On: the router boots with fresh counters. A repetition changes nothing.
   */
  public void power(boolean on) {
    switching.lock();
    try {
      if (on == powered || closed) {
        return;
      }
      if (on) {
        powerOn();
      } else {
        powerOff();
      }
    } finally {
      switching.unlock();
    }
  }

  private void powerOn() {
    api.open();
    underLock(() -> {
      context.device().boot(context.store());
      machine.resetCounters();
      powered = true;
    });
  }

  /** Connections end first: what they still hold is not carried out once the lock is taken. */
  private void powerOff() {
    api.close();
    underLock(() -> {
      powered = false;
      context.store().dropDynamic();
      context.sessions().forgetAll();
    });
  }

  private void underLock(Runnable change) {
    underLock(() -> {
      change.run();
      return true;
    });
  }

  private <T> T underLock(Supplier<T> change) {
    Store store = context.store();
    store.lock.lock();
    try {
      return change.get();
    } finally {
      store.lock.unlock();
    }
  }

  /** Asked for by a client; a router that has lost its power meanwhile stays off. */
  private void reboot() {
    switching.lock();
    try {
      if (powered && !closed) {
        powerOff();
        powerOn();
      }
    } finally {
      switching.unlock();
    }
  }

  /** Replaces the present faults. */
  public void faults(Faults faults) {
    machine.faults.set(faults);
    if (faults.reset() && faults.eofAfter() < 0) {
      api.resetAll();
    }
  }

  /** Lets a subscriber dial in; refused if the router is off or its tables say no. */
  public DialResult dial(String user, String password) {
    return dial(user, password, null);
  }

  /** The same from a device with this MAC address, null for any. */
  public DialResult dial(String user, String password, @Nullable String callerId) {
    return underLock(() ->
        powered
            ? context
                .sessions()
                .dial(
                    Octets.fromText(user),
                    Octets.fromText(password),
                    callerId == null ? null : Octets.fromText(callerId))
            : new DialResult.Refused("the router is off"));
  }

  /** Has a subscriber's devices hang up and returns how many sessions that ended. */
  public int hangUp(String user) {
    return underLock(() -> context.sessions().hangUp(Octets.fromText(user)));
  }

  /**
   * Has a device join the hotspot's Wi-Fi.
   *
   * @param mac in upper case with colons
   * @param ip that DHCP gave it
   * @throws IllegalArgumentException if either is none
   */
  public WifiResult join(String mac, String ip) {
    if (!mac.matches("([0-9A-F]{2}:){5}[0-9A-F]{2}") || !Ipv4.isAddress(ip)) {
      throw new IllegalArgumentException("No MAC and IPv4 address: " + mac + ", " + ip);
    }
    return underLock(() -> powered ? context.hotspot().join(mac, ip) : new WifiResult.NoHotspot());
  }

  /** Has a device leave the Wi-Fi and returns whether it was there. */
  public boolean leave(String mac) {
    return underLock(() -> context.hotspot().leave(mac));
  }

  /** Sends the login page's form from a device; empty if it is in, else the page's error. */
  public Optional<String> submitLoginForm(String mac, String user, String password) {
    return underLock(
        () -> context.hotspot().submitForm(mac, Octets.fromText(user), Octets.fromText(password)));
  }

  /** Whether a device is logged in now. */
  public boolean isOnline(String mac) {
    return state().rows(HotspotMenus.ACTIVE).stream()
        .anyMatch(row -> mac.equals(row.get("mac-address")));
  }

  /** Work since boot or the last reset. */
  public Counters counters() {
    return machine.counters();
  }

  /** Paths of the newest 10,000 commands since boot or the last reset, oldest first. */
  public List<String> commands() {
    return machine.commands();
  }

  /** Starts counting anew. */
  public void resetCounters() {
    machine.resetCounters();
  }

  /** Closes both ports and drops every connection. */
  @Override
  public void close() {
    control.close();
    switching.lock();
    try {
      closed = true;
      powered = false;
      api.release();
    } finally {
      switching.unlock();
    }
  }

  /** Describes a router. */
  public static final class Builder {
    private String identity = "MikroTik";
    private String version = "7.20";
    private String serial = "HFE09ABCDEF";
    private boolean chr;
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Map<String, String> hotspot = new LinkedHashMap<>();
    private boolean hotspotPackage = true;
    private int apiPort;
    private int controlPort;
    private @Nullable Path flash;
    private CostModel cost = CostModel.REALISTIC;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /** Name of the router, until it is set or flash knows another. */
    public Builder identity(String name) {
      identity = name;
      return this;
    }

    /** RouterOS version whose behaviour to show, as {@code 7.20}. */
    public Builder version(String name) {
      version = name;
      return this;
    }

    /** Serial number of the board; a CHR shows it as its system id. */
    public Builder serial(String number) {
      serial = number;
      return this;
    }

    /** A virtual router without a board: {@code /system/routerboard} is not there. */
    public Builder chr(boolean virtual) {
      chr = virtual;
      return this;
    }

    /** Adds someone who may log in. */
    public Builder user(String name, String password) {
      users.put(Octets.fromText(name), Octets.fromText(password));
      return this;
    }

    /** Serves a hotspot of this name, whose own address is given. */
    public Builder hotspot(String name, String address) {
      hotspot.put(name, address);
      return this;
    }

    /** Leaves the hotspot package out: its menus are not there, whatever else was asked for. */
    public Builder withoutHotspotPackage() {
      hotspotPackage = false;
      return this;
    }

    /** Port of the binary API, 0 for any. */
    public Builder apiPort(int port) {
      apiPort = port;
      return this;
    }

    /** Port of the control interface, 0 for any. */
    public Builder controlPort(int port) {
      controlPort = port;
      return this;
    }

    /**
     * File in which configuration outlives the process; without one it outlives power cycles only.
     */
    public Builder flash(Path file) {
      flash = file;
      return this;
    }

    /** What work takes. */
    public Builder cost(CostModel model) {
      cost = model;
      return this;
    }

    /** Time as the router sees it. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * Boots the router.
     *
     * @throws IllegalStateException if a port is taken
     * @throws IllegalArgumentException if the version is none
     */
    public RouterOsSimulator start() {
      return new RouterOsSimulator(this);
    }
  }
}
