package io.washa.demo;

import io.washa.demo.seed.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The demo's town in this JVM, started at the first call and ended with the JVM. Its processes can
 * be killed as a power cut kills them, and started again.
 */
public final class RunningTown {
  private static final String PLATFORM = "platform";
  private static final String REDIS = "redis";

  private final DemoTown town = new DemoTown(System.out);
  private final Steps steps = new Steps(System.out);
  private final Home home = Home.take(Path.of("target", "e2e"));
  private final Ports ports = Ports.from(FreePorts.row());
  private final People people;

  private static final class Holder {
    static final RunningTown TOWN = new RunningTown();
  }

  private RunningTown() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "town-closer"));
    home.erase();
    town.start(steps, home, ports);
    people = People.read(home.data("people.json"));
  }

  /** The town of this JVM. */
  public static RunningTown get() {
    return Holder.TOWN;
  }

  /** The port of portal and callbacks. */
  public int platformPort() {
    return ports.platform();
  }

  /** The port of the simulated Safaricom. */
  public int darajaPort() {
    return ports.daraja();
  }

  /** The control port of a router, from 0. */
  public int routerControlPort(int router) {
    return ports.controls().get(router);
  }

  /** The database, for its superuser. */
  public String databaseUrl() {
    return "jdbc:postgresql://127.0.0.1:"
        + ports.servers().postgres()
        + "/washa?user=postgres&password=postgres";
  }

  /** The subscribers that are known by name. */
  public People people() {
    return people;
  }

  /** Ends the platform without a word of warning. */
  public void killPlatform() {
    kill(PLATFORM);
  }

  /** Starts the platform after {@link #killPlatform}, and waits until it is ready. */
  public void startPlatform() {
    start("the platform again", town.platform(home, ports));
  }

  /** Starts a second pod that only takes agents, and returns the port they connect to. */
  public int startGateway() throws IOException {
    int hub = FreePorts.one();
    start("a second pod", town.gateway(home, ports, FreePorts.one(), hub));
    return hub;
  }

  /** Ends the second pod without a word of warning. */
  public void killGateway() {
    kill("gateway");
  }

  /** Starts an agent after {@link #killAgent} at some hub, and waits until it is connected. */
  public void startAgent(int router, int hub) {
    start("agent " + router + " elsewhere", town.agentProgram(home, hub, router));
  }

  /** Ends the agent of a router, from 0, without a word of warning. */
  public void killAgent(int router) {
    kill("agent-" + router);
  }

  /** Starts an agent after {@link #killAgent}, and waits until it is connected. */
  public void startAgent(int router) {
    start("agent " + router + " again", town.agentProgram(home, ports, router));
  }

  /** Ends Redis without a word of warning, and returns what starts it again. */
  public Runnable killRedis() {
    ProcessHandle redis = redis();
    // Redis writes its title over its arguments, so that only the program can be read back.
    List<String> command =
        List.of(
            redis.info().command().orElseThrow(),
            "--port",
            Integer.toString(ports.servers().redis()),
            "--bind",
            "127.0.0.1",
            "--dir",
            home.servers().resolve("redis").toString(),
            "--save",
            "");
    end(redis);
    return () ->
        start(
            "Redis again",
            new Child.Program(REDIS, command, _ -> redisAnswers(), Duration.ofSeconds(10)));
  }

  /** Whether somebody listens where Redis should. */
  public boolean redisAnswers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.servers().redis())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private ProcessHandle redis() {
    Optional<ProcessHandle> again = home.pidFile(REDIS).process();
    if (again.isPresent()) {
      return again.get();
    }
    try {
      String pid = Files.readString(home.servers().resolve("redis/redis.pid"));
      return ProcessHandle.of(Long.parseLong(pid.strip().split(" ", -1)[0])).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String name, Child.Program program) {
    steps.together(new Step(name, () -> Child.start(program, home, System.out)));
  }

  private void kill(String name) {
    PidFile note = home.pidFile(name);
    end(note.process().orElseThrow());
    // Whoever reports the death forgets the note; the next start writes a new one.
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (Files.exists(note.path()) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void end() {
    steps.close();
    try {
      home.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
