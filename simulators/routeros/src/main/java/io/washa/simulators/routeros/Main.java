package io.washa.simulators.routeros;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs one router until the process is ended. */
public final class Main {
  private static final String USAGE =
      """
      usage: [--identity NAME] [--version 7.20] [--serial NUMBER] [--chr] [--no-clock-battery] [--user NAME] \
      [--password WORD] [--api-port 8728] [--api-ssl-port 8729] [--control-port 8780] \
      [--device-mode home|basic|advanced] [--flash FILE] [--synced] \
      [--cost realistic|free]\
      """;

  private Main() {}

  /** Starts the router that the arguments describe and says where it is. */
  public static void main(String[] args) throws InterruptedException {
    try {
      RouterOsSimulator router = read(args).start();
      Runtime.getRuntime().addShutdownHook(new Thread(router::close));
      System.out.printf(
          "RouterOS simulator: API 127.0.0.1:%d, TLS 127.0.0.1:%d, control"
              + " http://127.0.0.1:%d/control/state%n",
          router.apiPort(), router.apiSslPort(), router.controlPort());
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static RouterOsSimulator.Builder read(String[] args) {
    RouterOsSimulator.Builder builder =
        RouterOsSimulator.builder().apiPort(8728).apiSslPort(8729).controlPort(8780);
    String user = "washa";
    String password = "secret";
    int i = 0;
    while (i < args.length) {
      if (isSwitch(builder, args[i])) {
        i++;
        continue;
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(USAGE);
      }
      String value = args[i + 1];
      switch (args[i]) {
        case "--user" -> user = value;
        case "--password" -> password = value;
        default -> set(builder, args[i], value);
      }
      i += 2;
    }
    return builder.user(user, password);
  }

  /** Whether an argument is one that has no value; if so it is taken. */
  private static boolean isSwitch(RouterOsSimulator.Builder builder, String argument) {
    switch (argument) {
      case "--chr" -> builder.chr(true);
      case "--synced" -> builder.syncedFlash();
      case "--no-clock-battery" -> builder.withoutClockBattery();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void set(RouterOsSimulator.Builder builder, String option, String value) {
    RouterOsSimulator.Builder _ =
        switch (option) {
          case "--identity" -> builder.identity(value);
          case "--version" -> builder.version(value);
          case "--serial" -> builder.serial(value);
          case "--api-port" -> builder.apiPort(port(value));
          case "--api-ssl-port" -> builder.apiSslPort(port(value));
          case "--device-mode" -> builder.deviceMode(value);
          case "--control-port" -> builder.controlPort(port(value));
          case "--flash" -> builder.flash(Path.of(value));
          case "--cost" ->
              builder.cost(
                  switch (value) {
                    case "realistic" -> CostModel.REALISTIC;
                    case "free" -> CostModel.FREE;
                    default -> throw new IllegalArgumentException(USAGE);
                  });
          default -> throw new IllegalArgumentException(USAGE);
        };
  }

  private static int port(String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
      throw new IllegalArgumentException("Not a port: " + value);
    }
    return Integer.parseInt(value);
  }
}
