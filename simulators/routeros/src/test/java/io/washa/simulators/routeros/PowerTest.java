package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the power comes back, and when the process does. */
class PowerTest {
  private static final List<List<String>> DONE = List.of(List.of("!done"));

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock();
  private RouterOsSimulator router = RouterOsSimulator.builder().start();

  private RouterOsSimulator aRouterWithFlash() {
    router.close();
    router =
        RouterOsSimulator.builder()
            .version("7.20")
            .user("washa", "secret")
            .cost(CostModel.FREE)
            .flash(directory.resolve("flash"))
            .clock(clock)
            .start();
    return router;
  }

  @AfterEach
  void stop() {
    router.close();
  }

  private static void configure(RawClient client) throws Exception {
    for (String command :
        List.of(
            "/ip/pool/add =name=pool =ranges=10.0.0.2-10.0.0.9",
            "/ppp/profile/add =name=p10 =rate-limit=2M/10M =remote-address=pool",
            "/ppp/secret/add =name=amina =password=pw =profile=p10 =comment=Zoë",
            "/ppp/secret/add =name=gone",
            "/ppp/secret/remove =.id=gone",
            "/system/identity/set =name=hq",
            "/interface/set =.id=ether1 =comment=uplink",
            "/ip/firewall/address-list/add =list=l =address=10.9.9.9 =timeout=1d",
            "/ip/firewall/address-list/add =list=l =address=10.9.9.8")) {
      assertThat(client.ask(command.split(" ", -1)).getLast()).first().isEqualTo("!done");
    }
  }

  private static List<String> column(RouterOsSimulator router, String menu, String name) {
    return router.state().rows(menu).stream().map(row -> row.getOrDefault(name, "")).toList();
  }

  private static void assertConfigured(RouterOsSimulator router) {
    RouterState state = router.state();
    assertThat(state.rows("/ppp/secret"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .contains(
                    Map.entry(".id", "*1"),
                    Map.entry("name", "amina"),
                    Map.entry("password", "pw"),
                    Map.entry("profile", "p10"),
                    Map.entry("comment", "Zoë")));
    assertThat(column(router, "/ppp/profile", "name"))
        .containsExactly("default", "default-encryption", "p10");
    assertThat(column(router, "/system/identity", "name")).containsExactly("hq");
    assertThat(column(router, "/interface", "comment").getFirst()).isEqualTo("uplink");
    assertThat(column(router, "/ip/firewall/address-list", "address")).containsExactly("10.9.9.8");
    assertThat(state.rows("/ppp/active")).isEmpty();
  }

  @Test
  void configurationOutlivesAPowerCutAndSessionsDoNot() throws Exception {
    RouterOsSimulator router = aRouterWithFlash();
    int port = router.apiPort();
    try (RawClient client = RawClient.loggedIn(router)) {
      configure(client);
      assertThat(router.dial("amina", "pw")).isInstanceOf(DialResult.Accepted.class);
      clock.passes(Duration.ofHours(1));
      router.power(false);
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
    assertThat(router.state().power()).isFalse();
    assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
    router.power(true);
    assertThat(router.apiPort()).isEqualTo(port);
    assertThat(router.counters()).isEqualTo(Counters.ZERO);
    assertConfigured(router);
    assertThat(column(router, "/system/resource", "uptime")).containsExactly("0s");
    assertThat(column(router, "/user/active", "name")).isEmpty();
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ppp/secret/add", "=name=next"))
          .containsExactly(List.of("!done", "=ret=*3"));
    }
  }

  @Test
  void aPowerCycleRepeatedAtOnceAlwaysComesBackOnTheSamePort() throws Exception {
    RouterOsSimulator router = aRouterWithFlash();
    int port = router.apiPort();
    for (int i = 0; i < 25; i++) {
      try (RawClient client = RawClient.loggedIn(router)) {
        router.power(false);
        router.power(false);
        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
        router.power(true);
        router.power(true);
        assertThat(client.end()).isNotNull();
      }
    }
    assertThat(router.apiPort()).isEqualTo(port);
  }

  @Test
  void aPortIsKeptWithoutPowerAndLeftToOthersAtTheEnd() throws Exception {
    RouterOsSimulator router = aRouterWithFlash();
    int port = router.apiPort();
    router.power(false);
    assertThatThrownBy(() -> takePort(port)).isInstanceOf(BindException.class);
    router.power(true);
    router.power(false);
    router.power(true);
    router.close();
    takePort(port);
    router.power(true);
    takePort(port);
  }

  private static void takePort(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }

  @Test
  void configurationOutlivesTheProcessToo() throws Exception {
    try (RawClient client = RawClient.loggedIn(aRouterWithFlash())) {
      configure(client);
      assertThat(router.dial("amina", "pw")).isInstanceOf(DialResult.Accepted.class);
    }
    RouterOsSimulator again = aRouterWithFlash();
    assertConfigured(again);
    try (RawClient client = RawClient.loggedIn(again)) {
      assertThat(client.ask("/ppp/secret/add", "=name=next"))
          .containsExactly(List.of("!done", "=ret=*3"));
    }
  }

  @Test
  void aRouterWithoutFlashForgetsWithItsProcess() throws Exception {
    router.close();
    RouterOsSimulator.Builder builder =
        RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE);
    router = builder.start();
    try (RawClient client = RawClient.loggedIn(router)) {
      configure(client);
    }
    router.power(false);
    router.power(true);
    assertConfigured(router);
    router.close();
    router = builder.start();
    assertThat(router.state().rows("/ppp/secret")).isEmpty();
  }

  @Test
  void aTornLastLineOfFlashIsForgottenAndWrittenOver() throws Exception {
    try (RawClient client = RawClient.loggedIn(aRouterWithFlash())) {
      configure(client);
    }
    router.close();
    Path flash = directory.resolve("flash");
    Files.writeString(flash, "{\"menu\":\"/ppp/secret\",\"id\":9,\"val", StandardOpenOption.APPEND);
    try (RawClient client = RawClient.loggedIn(aRouterWithFlash())) {
      assertConfigured(router);
      assertThat(client.ask("/ppp/secret/add", "=name=after")).hasSize(1);
    }
    assertThat(column(aRouterWithFlash(), "/ppp/secret", "name")).containsExactly("amina", "after");
  }

  @Test
  void flashThatIsDamagedInTheMiddleIsRefused() throws Exception {
    Path flash = directory.resolve("flash");
    Files.writeString(flash, "no configuration\n");
    assertThatThrownBy(this::aRouterWithFlash)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("damaged");
    Files.writeString(flash, "");
    assertThat(aRouterWithFlash().state().power()).isTrue();
  }

  /** Whatever was answered as done is there after the cut; whatever is there was sent before it. */
  @RepeatedTest(10)
  void nothingIsWrittenOnceThePowerIsCut() throws Exception {
    RouterOsSimulator router = aRouterWithFlash();
    Set<String> answered = new HashSet<>();
    try (RawClient client = RawClient.loggedIn(router)) {
      Thread cut =
          Thread.ofVirtual()
              .start(() -> {
                while (router.state().rows("/ppp/secret").size() < 20) {
                  Thread.onSpinWait();
                }
                router.power(false);
              });
      try {
        for (int i = 0; i < 5_000; i++) {
          client.send("/ppp/secret/add", "=name=u" + i);
          if (i >= 10) {
            assertThat(client.read()).first().isEqualTo("!done");
            answered.add("u" + (i - 10));
          }
        }
        throw new AssertionError("the power was not cut");
      } catch (IOException e) {
        cut.join();
      }
    }
    List<String> kept = column(router, "/ppp/secret", "name");
    assertThat(kept).containsAll(answered);
    router.power(true);
    assertThat(column(router, "/ppp/secret", "name")).isEqualTo(kept);
    router.power(false);
    assertThat(column(router, "/ppp/secret", "name")).isEqualTo(kept);
  }

  /** The router is at work, a command waits for it, and the power goes before its turn. */
  @Test
  void aCommandPastItsChecksIsNotWrittenOnceThePowerIsCut() throws Exception {
    HeldClock held = new HeldClock();
    router.close();
    router =
        RouterOsSimulator.builder()
            .user("washa", "secret")
            .cost(CostModel.FREE)
            .clock(held)
            .start();
    try (RawClient busy = RawClient.loggedIn(router);
        RawClient waiting = RawClient.loggedIn(router)) {
      held.hold();
      busy.send("/ppp/secret/print");
      assertThat(held.reached.await(5, TimeUnit.SECONDS)).isTrue();
      waiting.send("/ppp/secret/add", "=name=never");
      Eventually.holds(() -> assertThat(router.counters().sentences()).isEqualTo(4));
      Thread cut = Thread.ofVirtual().start(() -> router.power(false));
      assertThat(waiting.end()).isEqualTo(RawClient.Ending.EOF);
      held.letGo();
      assertThat(cut.join(Duration.ofSeconds(5))).isTrue();
    }
    assertThat(router.state().rows("/ppp/secret")).isEmpty();
    router.power(true);
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ppp/secret/add", "=name=now")).hasSize(1);
    }
    assertThat(column(router, "/ppp/secret", "name")).containsExactly("now");
  }

  /** Time that whoever asks for it may have to wait for. */
  private static final class HeldClock implements InstantSource {
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void hold() {
      gate = new CountDownLatch(1);
    }

    void letGo() {
      gate.countDown();
    }

    @Override
    public Instant instant() {
      CountDownLatch closed = gate;
      if (closed.getCount() > 0) {
        reached.countDown();
        try {
          assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return Instant.EPOCH;
    }
  }

  @Test
  void aCommandWhoseConnectionHasEndedIsNotCarriedOut() {
    SettableClock time = new SettableClock();
    VersionProfile version = VersionProfile.of("7.20");
    Device device = new Device("S", version, false, time);
    Context.Live live = Context.Live.with(time);
    Store store =
        new Store(
            new MenuReader(device, live.computed(device)).read(), new Flash(null, false), time);
    Router inner = new Router(Context.of(device, store, time, live));
    Caller caller = Caller.full("washa");
    Request add = Request.of(List.of("/ip/pool/add", "=name=p", "=ranges=10.0.0.1"));
    assertThat(inner.execute(add, caller, false, () -> false)).isNull();
    assertThat(store.table("/ip/pool").rows()).isEmpty();
    assertThat(inner.execute(add, caller, false, () -> true)).isNotNull();
    assertThat(store.table("/ip/pool").rows()).hasSize(1);
  }

  @Test
  void aRebootAskedForIsLikeAPowerCycle() throws Exception {
    RouterOsSimulator router = aRouterWithFlash();
    try (RawClient client = RawClient.loggedIn(router);
        RawClient other = RawClient.loggedIn(router)) {
      configure(client);
      assertThat(router.dial("amina", "pw")).isInstanceOf(DialResult.Accepted.class);
      client.send("/system/reboot");
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
      assertThat(other.end()).isEqualTo(RawClient.Ending.EOF);
    }
    try (RawClient client = Eventually.get(() -> RawClient.loggedIn(router))) {
      assertThat(client.ask("/ppp/active/print")).contains(List.of("!empty"));
      assertConfigured(router);
    }
  }

  @Test
  void aKilledProcessComesBackWithWhatItHadAnswered() throws Exception {
    Path flash = directory.resolve("flash");
    Process first = launch(flash);
    try (BufferedReader out = reader(first);
        RawClient client = new RawClient(apiPort(out))) {
      assertThat(client.ask("/login", "=name=washa", "=password=secret")).isEqualTo(DONE);
      configure(client);
    } finally {
      first.destroyForcibly();
      assertThat(first.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
    Process second = launch(flash);
    try (BufferedReader out = reader(second);
        RawClient client = new RawClient(apiPort(out))) {
      assertThat(client.ask("/login", "=name=washa", "=password=secret")).isEqualTo(DONE);
      assertThat(client.ask("/ppp/secret/print", "=.proplist=name,comment"))
          .containsExactly(List.of("!re", "=name=amina", "=comment=Zoë"), List.of("!done"));
    } finally {
      second.destroy();
      assertThat(second.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process launch(Path flash) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--api-port",
            "0",
            "--control-port",
            "0",
            "--cost",
            "free",
            "--flash",
            flash.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static int apiPort(BufferedReader out) throws IOException {
    String line = out.readLine();
    Matcher port = Pattern.compile("API 127\\.0\\.0\\.1:(\\d+),").matcher("" + line);
    assertThat(port.find()).as("%s", line).isTrue();
    return Integer.parseInt(port.group(1));
  }
}
