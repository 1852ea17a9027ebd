package io.washa.simulators.routeros;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands that are no rows of a menu: reboot, backup, safe mode and the like. */
final class SystemCommands {
  private static final Set<String> PATHS =
      Set.of(
          "/system/reboot",
          "/system/shutdown",
          "/system/reset-configuration",
          "/system/backup/save",
          "/system/backup/load",
          "/system/device-mode/update",
          "/system/script/run",
          "/safe-mode/take",
          "/safe-mode/release",
          "/safe-mode/unroll",
          "/log/debug",
          "/log/info",
          "/log/warning",
          "/log/error",
          "/file/read",
          "/export",
          "/ping",
          "/tool/ping",
          "/tool/fetch",
          "/interface/monitor-traffic");

  private final Context context;
  private final DeviceMode deviceMode;
  private final Backups backups;

  SystemCommands(Context context, DeviceMode deviceMode) {
    this.context = context;
    this.deviceMode = deviceMode;
    backups = new Backups(context.store());
  }

  /** Whether a path leads to one of these commands, or on the way to one. */
  boolean knows(String path) {
    return PATHS.stream().anyMatch(known -> known.equals(path) || known.startsWith(path + "/"));
  }

  /** Carries one of these commands out; null if it is none of them. */
  @Nullable Outcome execute(Request request, Caller caller, boolean pretend) {
    VersionProfile version = context.version();
    if (!isThere(request.command())) {
      return null;
    }
    if (pretend) {
      return PATHS.contains(request.command()) ? Outcome.done() : null;
    }
    return switch (request.command()) {
      case "/system/reboot" -> new Outcome.Reboot();
      case "/system/shutdown" -> new Outcome.Shutdown();
      case "/system/reset-configuration" -> {
        reset(yes(request, "keep-users"), yes(request, "no-defaults"));
        yield new Outcome.Reboot();
      }
      case "/system/backup/save" -> saveBackup(request);
      case "/system/backup/load" -> loadBackup(request);
      case "/system/device-mode/update" -> deviceMode.update(request, version);
      case "/system/script/run" -> run(request);
      case "/safe-mode/take" ->
          context.safeMode().take(caller)
              ? Outcome.done()
              : new Outcome.Refused(version.failure("safe mode is held by somebody else"));
      case "/safe-mode/release" -> {
        context.safeMode().release();
        yield Outcome.done();
      }
      case "/safe-mode/unroll" -> {
        context.safeMode().unroll();
        yield Outcome.done();
      }
      case "/log/debug", "/log/info", "/log/warning", "/log/error" -> {
        context
            .log()
            .write("script," + request.verb(), request.attributes().getOrDefault("message", ""));
        yield Outcome.done();
      }
      case "/file/read" -> Files.read(request, context.store(), version);
      case "/export" -> export(request);
      default -> null;
    };
  }

  private boolean isThere(String command) {
    VersionProfile version = context.version();
    if (command.startsWith("/safe-mode/")) {
      return version.atLeast(7, 18);
    }
    if (command.equals("/file/read")) {
      return version.atLeast(7, 13);
    }
    return !command.equals("/system/device-mode/update") || context.store().has(Paths.DEVICE_MODE);
  }

  private static boolean yes(Request request, String name) {
    return request.attributes().getOrDefault(name, "no").matches("yes|true");
  }

  private Outcome saveBackup(Request request) {
    saveBackup(request.attributes().getOrDefault("name", context.device().backupName()));
    return Outcome.done();
  }

  /** Saves the configuration as a file. */
  void saveBackup(String name) {
    store(name.endsWith(".backup") ? name : name + ".backup", "backup", backups.save());
    context.log().write("system,info", "Configuration backup saved");
  }

  /** Restores a file; false if there is none, or it is no backup. */
  boolean restoreBackup(String name) {
    Row file = context.store().table(Paths.FILES).byName(name);
    return file != null && backups.restore(file.value("contents"), context.clock().instant());
  }

  private void store(String name, String type, String contents) {
    Store store = context.store();
    Table files = store.table(Paths.FILES);
    Row old = files.byName(name);
    Map<String, String> values = Map.of("name", name, "type", type, "contents", contents);
    if (old == null) {
      store.insert(files, Row.Kind.CONFIGURED, values, null);
    } else {
      store.update(files, old, values);
    }
  }

  private Outcome loadBackup(Request request) {
    String name = request.attributes().getOrDefault("name", "");
    Row file = context.store().table(Paths.FILES).byName(name);
    if (file == null) {
      return new Outcome.Refused(context.version().noSuchItem());
    }
    return restoreBackup(name)
        ? new Outcome.Reboot()
        : new Outcome.Refused(context.version().failure("bad backup file"));
  }

  /** Removes everything that was configured, and puts the default configuration back. */
  void reset(boolean keepUsers, boolean noDefaults) {
    backups.clear(keepUsers);
    if (!keepUsers) {
      context
          .store()
          .insert(
              context.store().table(Paths.USERS),
              Row.Kind.CONFIGURED,
              Map.of("name", "admin", "group", "full", "password", ""),
              null);
    }
    if (!noDefaults) {
      FactoryDefaults.configuration(context.store(), context.device());
    }
  }

  private Outcome run(Request request) {
    String item = request.attributes().getOrDefault("number", request.attribute(".id"));
    Table scripts = context.store().table("/system/script");
    Row script = scripts.find("" + item);
    if (script == null) {
      return new Outcome.Refused(context.version().noSuchItem());
    }
    int runs = Integer.parseInt(script.values().getOrDefault("run-count", "0")) + 1;
    context.store().note(scripts, script, Map.of("run-count", String.valueOf(runs)));
    return Outcome.done();
  }

  /** The configuration as a script: on the wire, or into a file that is named. */
  private Outcome export(Request request) {
    String text = new Export(context).text(yes(request, "show-sensitive"));
    String file = request.attribute("file");
    if (file == null) {
      return new Outcome.Done(text);
    }
    store(file.endsWith(".rsc") ? file : file + ".rsc", "script", text);
    return Outcome.done();
  }
}
