package io.washa.simulators.routeros;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A MikroTik router on loopback ports: the binary API, the same over TLS, and an HTTP interface for
 * whoever plays the world around the router. What the world does is a method here and a control
 * endpoint alike.
 */
public final class RouterOsSimulator implements AutoCloseable {
  private final Board board;
  private final ControlServer control;

  private RouterOsSimulator(Builder builder) {
    board = new Board(builder);
    try {
      control = new ControlServer(this, builder.controlPort);
    } catch (IllegalStateException e) {
      board.close();
      throw e;
    }
  }

  /** Starts to describe a router; the one described by nothing else is a 7.20 at full realism. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port of the binary API; it stays the same over power cycles. */
  public int apiPort() {
    return board.apiPort();
  }

  /** The port of the binary API over TLS; it stays the same over power cycles. */
  public int apiSslPort() {
    return board.apiSslPort();
  }

  /** SHA-256 of the certificate of {@link #apiSslPort}, 64 lower-case hexadecimal digits. */
  public String certificateSha256() {
    return board.certificateSha256();
  }

  /** The port of the control interface, which has its own power. */
  public int controlPort() {
    return control.port();
  }

  /** All tables, the power and the faults at this moment. */
  public RouterState state() {
    return board.state();
  }

  /**
   * Cuts or gives power. Off: the port is closed, connections and sessions are gone, configuration
   * stays. On: the router boots with fresh counters. A repetition changes nothing.
   */
  public void power(boolean on) {
    board.power(on);
  }

  /** Replaces the present faults. */
  public void faults(Faults faults) {
    board.faults(faults);
  }

  /** Has the next command after a login answered like this; several are used up in turn. */
  public void answerNext(ScriptedAnswer answer) {
    board.machine().scripted.add(answer);
  }

  /** Lets a subscriber dial in; refused if the router is off or its tables say no. */
  public DialResult dial(String user, String password) {
    return dial(user, password, null);
  }

  /** The same from a device with this MAC address, null for any. */
  public DialResult dial(String user, String password, @Nullable String callerId) {
    return board.underLock(() ->
        board.isPowered()
            ? board
                .context()
                .sessions()
                .dial(
                    Octets.fromText(user),
                    Octets.fromText(password),
                    callerId == null ? null : Octets.fromText(callerId))
            : new DialResult.Refused("the router is off"));
  }

  /** Has a subscriber's devices hang up and returns how many sessions that ended. */
  public int hangUp(String user) {
    return board.underLock(() -> board.context().sessions().hangUp(Octets.fromText(user)));
  }

  /**
   * Has a device join the hotspot's Wi-Fi.
   *
   * @param mac in upper case with colons
   * @param ip that DHCP gave it
   * @throws IllegalArgumentException if either is none
   */
  public WifiResult join(String mac, String ip) {
    requireMac(mac);
    if (!Ipv4.isAddress(ip)) {
      throw new IllegalArgumentException("No IPv4 address: " + ip);
    }
    return board.underLock(() ->
        board.isPowered() ? board.context().hotspot().join(mac, ip) : new WifiResult.NoHotspot());
  }

  private static void requireMac(String mac) {
    if (!mac.matches("([0-9A-F]{2}:){5}[0-9A-F]{2}")) {
      throw new IllegalArgumentException("No MAC address: " + mac);
    }
  }

  /** Has a device leave the Wi-Fi and returns whether it was there. */
  public boolean leave(String mac) {
    return board.underLock(() -> board.context().hotspot().leave(mac));
  }

  /** Sends the login page's form from a device; empty if it is in, else the page's error. */
  public Optional<String> submitLoginForm(String mac, String user, String password) {
    return board.underLock(() ->
        board
            .context()
            .hotspot()
            .submitForm(mac, Octets.fromText(user), Octets.fromText(password)));
  }

  /**
   * Opens the login page on a device: what its script is given; empty if it is not on the Wi-Fi.
   */
  public Optional<LoginPage> openLoginPage(String mac) {
    return board.underLock(() ->
        board
            .context()
            .hotspot()
            .openLoginPage(mac)
            .map(page -> new LoginPage(page.writtenId(), page.writtenChallenge())));
  }

  /** Sends the form as the page's script does, with a response instead of the password. */
  public Optional<String> submitLoginResponse(String mac, String user, String response) {
    return board.underLock(
        () -> board.context().hotspot().submitResponse(mac, Octets.fromText(user), response));
  }

  /** Whether a device is logged in now. */
  public boolean isOnline(String mac) {
    return state().rows(Paths.HOTSPOT_ACTIVE).stream()
        .anyMatch(row -> mac.equals(row.get("mac-address")));
  }

  /**
   * Has a device without login (IPoE) ask the router's DHCP server for an address.
   *
   * @param mac in upper case with colons
   * @param hostName it calls itself
   * @throws IllegalArgumentException if the MAC address is none
   */
  public LanResult requestLease(String mac, String hostName) {
    requireMac(mac);
    return board.underLock(() ->
        board.isPowered()
            ? board.context().dhcp().join(mac, Octets.fromText(hostName))
            : new LanResult.Refused("the router is off"));
  }

  /** Has a device give its lease back and returns whether it had one. */
  public boolean releaseLease(String mac) {
    return board.underLock(() -> board.context().dhcp().leave(mac));
  }

  /** What the device with this address gets when it connects to a TCP port of a host. */
  public Opened open(String address, String host, int port) {
    return board.underLock(() -> board.internet().open(address, host, port));
  }

  /** Moves bytes for the device with this address; false if it does not get through. */
  public boolean pass(String address, long upBytes, long downBytes) {
    Traffic.Bytes bytes = new Traffic.Bytes(upBytes, downBytes);
    return board.underLock(() -> board.internet().pass(address, bytes));
  }

  /** Somebody holds the reset button down: the router boots without what was configured. */
  public void factoryReset(boolean keepUsers) {
    board.factoryReset(keepUsers);
  }

  /** Saves a backup on the router's disk. */
  public void saveBackup(String name) {
    board.saveBackup(name);
  }

  /**
   * Restores a backup from the router's disk and reboots.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public void restoreBackup(String name) {
    board.restoreBackup(name);
  }

  /** Puts another board in the place of this one: a new serial number, as it left the factory. */
  public void replace(String serial) {
    board.replace(serial);
  }

  /** Presses the mode button; true if that confirmed a change of the device mode. */
  public boolean pressButton() {
    return board.underLock(() -> board.deviceMode().confirm());
  }

  /** From the next boot on the clock starts in 1970, or no longer. */
  public void loseClock(boolean lost) {
    board.context().device().losesClock(lost);
  }

  /** Work since boot or the last reset. */
  public Counters counters() {
    return board.machine().counters();
  }

  /** Paths of the newest 10,000 commands since boot or the last reset, oldest first. */
  public List<String> commands() {
    return board.machine().commands();
  }

  /** Starts counting anew. */
  public void resetCounters() {
    board.machine().resetCounters();
  }

  /** Closes all ports and drops every connection. */
  @Override
  public void close() {
    control.close();
    board.close();
  }

  /** Describes a router. */
  public static final class Builder {
    String identity = "MikroTik";
    String version = "7.20";
    String serial = "HFE09ABCDEF";
    boolean chr;
    final Map<String, String> users = new LinkedHashMap<>();
    final Map<String, String> hotspot = new LinkedHashMap<>();
    boolean hotspotPackage = true;
    int apiPort;
    int controlPort;
    @Nullable Path flash;
    boolean synced;
    Duration flashDelay = Duration.ZERO;
    String deviceMode = "advanced";
    boolean clockBattery = true;
    final Map<String, String> policies = new LinkedHashMap<>();
    int apiSslPort;
    CostModel cost = CostModel.REALISTIC;
    InstantSource clock = InstantSource.system();

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

    /** Adds someone with a group of his own that has only these policies, as {@code read,test}. */
    public Builder user(String name, String password, String granted) {
      policies.put(Octets.fromText(name), granted);
      return user(name, password);
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

    /** Port of the binary API over TLS, 0 for any. */
    public Builder apiSslPort(int port) {
      apiSslPort = port;
      return this;
    }

    /** Device mode as the board left the factory: home, basic or advanced (RouterOS 7.1 on). */
    public Builder deviceMode(String mode) {
      deviceMode = mode;
      return this;
    }

    /** A board whose clock starts in 1970 at each boot, until NTP or a client sets it. */
    public Builder withoutClockBattery() {
      clockBattery = false;
      return this;
    }

    /** Has the flash file hold each change before it is answered, even if the computer dies. */
    public Builder syncedFlash() {
      synced = true;
      return this;
    }

    /** Has a power cut lose what was configured less than this before it. */
    public Builder lateFlash(Duration delay) {
      flashDelay = delay;
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
