package io.washa.simulators.routeros;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One router from the socket to the flash, with its power switch. */
final class Board {
  private final Context context;
  private final Machine machine;
  private final Internet internet;
  private final LazyFlash lazyFlash;
  private final TlsIdentity identity;
  private final ApiServer api;
  private final ApiServer apiSsl;
  private final ReentrantLock switching = new ReentrantLock();
  private volatile boolean powered = true;
  private boolean closed;

  Board(RouterOsSimulator.Builder builder) {
    VersionProfile version = VersionProfile.of(builder.version);
    Device device = new Device(builder.serial, version, builder.chr, builder.clock);
    device.losesClock(!builder.clockBattery);
    Context.Live live = Context.Live.with(builder.clock);
    Store store =
        new Store(
            menus(device, live, builder.hotspotPackage),
            new Flash(builder.flash, builder.synced),
            builder.clock);
    FactoryDefaults.builtIn(store, device);
    FactoryDefaults.configuration(store, device);
    store.builtIn("/system/identity", 0, Map.of("name", Octets.fromText(builder.identity)));
    if (store.has(Paths.DEVICE_MODE)) {
      store.builtIn(Paths.DEVICE_MODE, 0, DeviceMode.mode(builder.deviceMode));
    }
    store.load();
    Commissioning.apply(store, builder);
    device.boot(store);
    context = Context.of(device, store, builder.clock, live);
    lazyFlash = new LazyFlash(builder.flashDelay, builder.clock);
    if (!builder.flashDelay.isZero()) {
      store.addRecorder(lazyFlash);
    }
    Router router = new Router(context);
    router.effects().showFasttrackCounters();
    internet = new Internet(context, router.effects());
    machine = new Machine(router, new Users(store), new CostMeter(builder.cost, System::nanoTime));
    identity = TlsIdentity.create("MikroTik " + builder.serial);
    ApiServer.Service plain = new ApiServer.Service("api", Board::plainSocket);
    ApiServer.Service secure = new ApiServer.Service("api-ssl", identity::socket);
    api = new ApiServer(machine, plain, builder.apiPort, this::down);
    apiSsl = new ApiServer(machine, secure, builder.apiSslPort, this::down);
    open();
  }

  private static List<Menu> menus(Device device, Context.Live live, boolean hotspotPackage) {
    List<Menu> menus = new ArrayList<>(new MenuReader(device, live.computed(device)).read());
    if (!hotspotPackage) {
      menus.removeIf(menu -> menu.path().startsWith(Paths.HOTSPOTS));
    }
    return menus;
  }

  private static ServerSocket plainSocket() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a socket", e);
    }
  }

  private void open() {
    api.open();
    try {
      apiSsl.open();
    } catch (IllegalStateException e) {
      api.release();
      throw e;
    }
  }

  Context context() {
    return context;
  }

  Machine machine() {
    return machine;
  }

  Internet internet() {
    return internet;
  }

  DeviceMode deviceMode() {
    return machine.router.deviceMode();
  }

  int apiPort() {
    return api.port();
  }

  int apiSslPort() {
    return apiSsl.port();
  }

  String certificateSha256() {
    return identity.sha256();
  }

  boolean isPowered() {
    return powered;
  }

  RouterState state() {
    return underLock(() -> {
      machine.router.expire();
      Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
      context.store().tables().forEach((path, table) -> tables.put(path, rows(table)));
      return new RouterState(tables, powered, machine.faults.faults());
    });
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

  void faults(Faults faults) {
    machine.faults.set(faults);
    if (faults.reset() && faults.eofAfter() < 0) {
      api.resetAll();
      apiSsl.resetAll();
    }
  }

  void power(boolean on) {
    switching.lock();
    try {
      if (on == powered || closed) {
        return;
      }
      if (on) {
        powerOn();
      } else {
        powerOff();
        underLock(() -> {
          lazyFlash.cut(context.store());
          machine.router.deviceMode().confirm();
        });
      }
    } finally {
      switching.unlock();
    }
  }

  private void powerOn() {
    open();
    underLock(() -> {
      context.device().boot(context.store());
      context.traffic().boot();
      machine.resetCounters();
      machine.router.effects().showFasttrackCounters();
      powered = true;
    });
  }

  /** Connections end first: what they still hold is not carried out once the lock is taken. */
  private void powerOff() {
    api.close();
    apiSsl.close();
    underLock(() -> {
      powered = false;
      context.safeMode().unroll();
      context.store().dropDynamic();
      context.sessions().forgetAll();
      context.hotspot().forgetAll();
      context.dhcp().forgetAll();
    });
  }

  void underLock(Runnable change) {
    underLock(() -> {
      change.run();
      return true;
    });
  }

  <T> T underLock(Supplier<T> work) {
    Store store = context.store();
    store.lock.lock();
    try {
      return work.get();
    } finally {
      store.lock.unlock();
    }
  }

  /** Asked for by a client; a router that has lost its power meanwhile stays off. */
  private void down(Outcome how) {
    reboot(() -> {}, how instanceof Outcome.Reboot);
  }

  /** Goes down in an orderly way, has something done while it is off, and comes up again. */
  private void reboot(Runnable whileOff, boolean comesBack) {
    switching.lock();
    try {
      if (powered && !closed) {
        powerOff();
        underLock(() -> {
          whileOff.run();
          lazyFlash.flush();
        });
        if (comesBack) {
          powerOn();
        }
      }
    } finally {
      switching.unlock();
    }
  }

  void factoryReset(boolean keepUsers) {
    reboot(() -> machine.router.system().reset(keepUsers, false), true);
  }

  void saveBackup(String name) {
    underLock(() -> machine.router.system().saveBackup(name));
  }

  void restoreBackup(String name) {
    boolean there =
        underLock(() -> context.store().table(Paths.FILES).byName(Octets.fromText(name)) != null);
    if (!there) {
      throw new IllegalArgumentException("There is no file " + name);
    }
    reboot(() -> machine.router.system().restoreBackup(name), true);
  }

  /** Another board has another serial number, an empty disk and nothing configured. */
  void replace(String serial) {
    reboot(
        () -> {
          context.device().replacedBy(serial);
          Table files = context.store().table(Paths.FILES);
          List.copyOf(files.rows()).forEach(file -> context.store().delete(files, file));
          machine.router.system().reset(false, false);
        },
        true);
  }

  void close() {
    switching.lock();
    try {
      closed = true;
      powered = false;
      api.release();
      apiSsl.release();
    } finally {
      switching.unlock();
    }
  }
}
