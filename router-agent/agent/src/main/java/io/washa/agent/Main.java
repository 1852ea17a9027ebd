package io.washa.agent;

import io.washa.agent.store.AgentFolder;
import io.washa.agent.tools.Findings;
import io.washa.agent.update.Renewal;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code washa-agent}.
 *
 * <p>Exit codes: 0 done, or the doctor found no problem; 1 the doctor found one; 2 wrong arguments;
 * 3 not enrolled and the code is missing or refused; 4 the data folder cannot be used; 75 start
 * again, with another release; 143 ended by SIGTERM.
 */
public final class Main {
  private static final int PROBLEM = 1;
  private static final int WRONG_ARGUMENTS = 2;
  private static final int NOT_ENROLLED = 3;
  private static final int NO_FOLDER = 4;

  private Main() {}

  /** Does what the arguments say. */
  @SuppressWarnings("SystemOut") // A command line talks on its streams.
  public static void main(String[] args) {
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty(
          "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
    }
    int status;
    try {
      status = run(CommandLine.parse(args, System.getenv()));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + CommandLine.USAGE);
      status = WRONG_ARGUMENTS;
    } catch (EnrolmentRefusedException e) {
      System.err.println(e.getMessage());
      status = NOT_ENROLLED;
    } catch (IOException e) {
      System.err.println("cannot use the data folder: " + e.getMessage());
      status = NO_FOLDER;
    } catch (InterruptedException e) {
      status = 0;
    }
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(CommandLine line)
      throws IOException, InterruptedException, EnrolmentRefusedException {
    return switch (line.verb()) {
      case RUN -> serve(config(line));
      case ENROL -> {
        new Agent(config(line)).enrol();
        yield 0;
      }
      case DOCTOR -> examine(line);
    };
  }

  private static AgentConfig config(CommandLine line) throws IOException {
    return new AgentConfig(hub(line.hub(), line), line.data(), line.code());
  }

  private static URI hub(@Nullable URI given, CommandLine line) throws IOException {
    if (given != null) {
      return given;
    }
    return AgentFolder.look(line.data())
        .hub()
        .orElseThrow(() -> new IllegalArgumentException("--hub is needed"));
  }

  private static int serve(AgentConfig config)
      throws IOException, InterruptedException, EnrolmentRefusedException {
    Agent agent = new Agent(config);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger status = new AtomicInteger();
    Thread hook =
        new Thread(
            () -> {
              agent.close();
              stopped.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    Renewal.Setting.fromProperties()
        .ifPresent(setting ->
            agent.renewWith(
                new Renewal(
                    setting,
                    () -> {
                      status.set(Renewal.RESTART);
                      stopped.countDown();
                    })));
    agent.start();
    stopped.await();
    return status.get();
  }

  @SuppressWarnings("SystemOut") // It is what was asked for.
  private static int examine(CommandLine line) throws IOException, InterruptedException {
    Findings findings =
        new Doctor(AgentFolder.look(line.data()), hub(line.hub(), line), AgentClock.system())
            .look();
    System.out.println(findings.text());
    return findings.hasProblem() ? PROBLEM : 0;
  }
}
