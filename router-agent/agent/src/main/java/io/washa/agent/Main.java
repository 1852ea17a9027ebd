package io.washa.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The command line: {@code java -jar washa-agent.jar --hub URL --data FOLDER [--code CODE]}.
 *
 * <p>Exit codes: 143 ended by SIGTERM, 2 wrong arguments, 3 not enrolled and the code is missing or
 * refused, 4 the data folder cannot be used.
 */
public final class Main {
  private static final String USAGE =
      "usage: java -jar washa-agent.jar --hub http(s)://HOST[:PORT] --data FOLDER [--code CODE]";
  private static final List<String> OPTIONS = List.of("--hub", "--data", "--code");

  private Main() {}

  /** Runs until a signal ends it. */
  @SuppressWarnings("SystemOut") // A command line talks on its streams.
  public static void main(String[] args) {
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty(
          "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
    }
    int status = run(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(String[] args) {
    AgentConfig config;
    try {
      config = parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      return 2;
    }
    Agent agent = new Agent(config);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              agent.close();
              stopped.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      agent.start();
      stopped.await();
      return 0;
    } catch (EnrolmentRefusedException e) {
      System.err.println(e.getMessage());
      return 3;
    } catch (IOException e) {
      System.err.println("cannot use the data folder: " + e.getMessage());
      return 4;
    } catch (InterruptedException e) {
      return 0;
    }
  }

  static AgentConfig parse(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException("do not understand " + args[i]);
      }
      options.put(args[i], args[i + 1]);
    }
    String hub = options.get("--hub");
    String data = options.get("--data");
    if (hub == null || data == null) {
      throw new IllegalArgumentException("--hub and --data are needed");
    }
    URI uri = URI.create(hub);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("--hub is no http or https address");
    }
    return new AgentConfig(uri, Path.of(data), options.get("--code"));
  }
}
