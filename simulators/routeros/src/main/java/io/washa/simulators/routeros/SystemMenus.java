package io.washa.simulators.routeros;

import static io.washa.simulators.routeros.Property.computed;
import static io.washa.simulators.routeros.Property.readOnly;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The menus that tell what the router is, and who is logged in. */
final class SystemMenus {
  private SystemMenus() {}

  static List<Menu> all(Device device) {
    List<Menu> menus = new ArrayList<>();
    menus.add(Menu.settings("/system/identity", Property.of("name", ValueType.TEXT, "MikroTik")));
    menus.add(resource(device));
    menus.add(license(device));
    if (!device.isChr()) {
      menus.add(routerboard(device));
    }
    menus.add(clock(device));
    if (device.version().atLeast(7, 1)) {
      menus.add(deviceMode());
    }
    menus.add(
        Menu.table(
            "/user/active",
            Set.of("listen"),
            computed("when", row -> device.date(row.since())),
            readOnly("name"),
            readOnly("address"),
            readOnly("via", "api"),
            readOnly("group", "full"),
            readOnly("radius", "false")));
    return menus;
  }

  private static Menu resource(Device device) {
    String version = device.version().name() + " (stable)";
    return Menu.readOnlySettings(
        "/system/resource",
        computed("uptime", row -> device.uptime()),
        readOnly("version", version),
        readOnly("free-memory", "805306368"),
        readOnly("total-memory", "1073741824"),
        readOnly("cpu", device.isChr() ? "QEMU" : "ARM64"),
        readOnly("cpu-count", "4"),
        readOnly("cpu-load", "3"),
        readOnly("free-hdd-space", "942669824"),
        readOnly("total-hdd-space", "1073741824"),
        readOnly("architecture-name", device.isChr() ? "x86_64" : "arm64"),
        readOnly("board-name", device.isChr() ? "CHR" : "RB5009UG+S+"),
        readOnly("platform", "MikroTik"));
  }

  private static Menu license(Device device) {
    return device.isChr()
        ? Menu.readOnlySettings(
            "/system/license",
            readOnly("system-id", device.serial()),
            readOnly("level", "p1"),
            readOnly("limited-upgrades", "false"))
        : Menu.readOnlySettings(
            "/system/license",
            readOnly("software-id", softwareId(device.serial())),
            readOnly("nlevel", "5"),
            readOnly("features"));
  }

  /** Four letters or digits, a dash, and four more, always the same for one serial number. */
  private static String softwareId(String serial) {
    String hash =
        String.format(Locale.ROOT, "%08X", serial.hashCode()).replace('0', 'Q').replace('1', 'Z');
    return hash.substring(0, 4) + "-" + hash.substring(4);
  }

  private static Menu routerboard(Device device) {
    return Menu.readOnlySettings(
        "/system/routerboard",
        readOnly("routerboard", "true"),
        readOnly("board-name", "RB5009UG+S+"),
        readOnly("model", "RB5009UG+S+"),
        readOnly("serial-number", device.serial()),
        readOnly("firmware-type", "70x0"),
        readOnly("factory-firmware", device.version().name()),
        readOnly("current-firmware", device.version().name()),
        readOnly("upgrade-firmware", device.version().name()));
  }

  private static Menu clock(Device device) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    return Menu.readOnlySettings(
        "/system/clock",
        computed("time", row -> time.format(device.now())),
        computed(
            "date",
            row -> {
              String date = device.version().date(device.now());
              return date.substring(0, date.indexOf(' '));
            }),
        readOnly("time-zone-autodetect", "true"),
        readOnly("time-zone-name", "UTC"),
        readOnly("gmt-offset", "+00:00"),
        readOnly("dst-active", "false"));
  }

  private static Menu deviceMode() {
    return Menu.readOnlySettings(
        "/system/device-mode",
        readOnly("mode", "advanced"),
        readOnly("allowed-versions", "7.13+,6.49.8+"),
        readOnly("flagged", "false"),
        readOnly("flagging-enabled", "true"),
        readOnly("scheduler", "true"),
        readOnly("fetch", "true"),
        readOnly("hotspot", "true"),
        readOnly("romon", "true"),
        readOnly("email", "true"),
        readOnly("container", "false"),
        readOnly("attempt-count", "0"));
  }
}
