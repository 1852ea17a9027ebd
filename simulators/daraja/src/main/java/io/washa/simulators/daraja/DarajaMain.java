package io.washa.simulators.daraja;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a simulator from a command line: {@code --port 9090 --host 127.0.0.1 --data FILE
 * --prompt-lifetime SECONDS --validation-timeout SECONDS --c2b-copy --shortcode
 * NUMBER,NAME,PayBill|Till,KEY,SECRET,PASSKEY[,STORE]}. The last may be repeated; without it the
 * sandbox's own shortcode 174379 is there.
 */
public final class DarajaMain {
  private static final String USAGE =
      "arguments: --port N --host ADDRESS --data FILE --prompt-lifetime SECONDS"
          + " --validation-timeout SECONDS --c2b-copy"
          + " --shortcode NUMBER,NAME,PayBill|Till,KEY,SECRET,PASSKEY[,STORE]";

  private static final Shortcode SANDBOX =
      new Shortcode(
          "174379",
          "Sandbox",
          Shortcode.Type.PAYBILL,
          "sandbox-key",
          "sandbox-secret",
          "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919");

  private DarajaMain() {}

  /** Runs until the process is ended. A wrong argument or a taken port is one line and exit 1. */
  public static void main(String[] args) throws InterruptedException {
    DarajaSimulator simulator;
    try {
      simulator = parse(args).start();
    } catch (IllegalArgumentException | UncheckedIOException refused) {
      System.err.println("Daraja simulator: " + refused.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    System.out.println("Daraja simulator on " + simulator.url() + ", phone on /phone");
    new CountDownLatch(1).await();
  }

  static DarajaSimulator.Builder parse(String... args) {
    DarajaSimulator.Builder builder = DarajaSimulator.builder().port(9090);
    boolean ownShortcode = false;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--c2b-copy")) {
        builder.c2bCopy(true);
        continue;
      }
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(USAGE);
      }
      ownShortcode |= args[i].equals("--shortcode");
      apply(builder, args[i], args[++i]);
    }
    return ownShortcode ? builder : builder.shortcode(SANDBOX);
  }

  private static void apply(DarajaSimulator.Builder builder, String name, String value) {
    switch (name) {
      case "--port" -> builder.port(number(value, 65_535));
      case "--host" -> builder.host(value);
      case "--data" -> builder.data(Path.of(value));
      case "--prompt-lifetime" -> builder.promptLifetime(Duration.ofSeconds(number(value, 3600)));
      case "--validation-timeout" ->
          builder.validationTimeout(Duration.ofSeconds(number(value, 600)));
      case "--shortcode" -> builder.shortcode(shortcode(value));
      default -> throw new IllegalArgumentException(USAGE);
    }
  }

  private static int number(String text, int max) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > max) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 0 to " + max);
    }
    return Integer.parseInt(text);
  }

  private static Shortcode shortcode(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 6 && parts.length != 7) {
      throw new IllegalArgumentException(USAGE);
    }
    Shortcode.Type type =
        switch (parts[2]) {
          case "PayBill" -> Shortcode.Type.PAYBILL;
          case "Till" -> Shortcode.Type.TILL;
          default -> throw new IllegalArgumentException("type is PayBill or Till");
        };
    return new Shortcode(parts[0], parts[1], type, parts[3], parts[4], parts[5])
        .withStore(parts.length == 7 ? parts[6] : "");
  }
}
