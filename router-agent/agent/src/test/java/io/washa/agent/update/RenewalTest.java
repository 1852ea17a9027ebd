package io.washa.agent.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.washa.protocol.MessageCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jars in a folder, the real launcher, and a place that offers releases. */
class RenewalTest {
  private static final Path LAUNCHER =
      Path.of("..", "dist", "washa-agent").toAbsolutePath().normalize();

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private HttpServer server;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private KeyPair key;

  private final Map<String, byte[]> offered = new HashMap<>();

  @BeforeEach
  void anInstallationAndAPlaceThatOffersReleases() throws Exception {
    key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.createDirectories(app());
    Files.createDirectories(home());
    Files.copy(LAUNCHER, home().resolve("washa-agent"));
    assertThat(home().resolve("washa-agent").toFile().setExecutable(true)).isTrue();
    Files.writeString(
        home().resolve("release.pub"),
        Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = offered.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Path app() {
    return folder.resolve("app");
  }

  private Path home() {
    return folder.resolve("home");
  }

  private byte[] jar(String version, Class<?> main) throws IOException {
    return Files.readAllBytes(ReleaseJars.write(folder.resolve("made.jar"), version, main));
  }

  private void offer(String version, byte[] jar, byte[] signature) {
    String text =
        MessageCodec.writeValue(
            new Release(version, Base64.getEncoder().encodeToString(signature)));
    offered.put(Release.PATH, text.getBytes(StandardCharsets.UTF_8));
    offered.put(Release.JAR_PATH, jar);
  }

  private byte[] sign(byte[] jar) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key.getPrivate());
    signature.update(jar);
    return signature.sign();
  }

  private boolean look(String running) throws IOException, InterruptedException {
    URI hub = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Path keyFile = home().resolve("release.pub");
    return new Updater(HttpClient.newHttpClient(), hub, new AppFolder(app()), keyFile)
        .look(running);
  }

  /** Starts the launcher and waits for its end. */
  private int run(String... more) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(home().resolve("washa-agent").toString(), "run")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("WASHA_APP", app().toString());
    builder
        .environment()
        .put("WASHA_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (int i = 0; i < more.length; i += 2) {
      builder.environment().put(more[i], more[i + 1]);
    }
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end");
    }
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(app())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aSignedReleaseIsTriedAndStaysOnceItReachedTheHub() throws Exception {
    Files.write(home().resolve("washa-agent.jar"), jar("1.0.0", Programs.Works.class));
    assertThat(run()).isZero();
    assertThat(output()).contains("I am 1.0.0");
    byte[] next = jar("1.1.0", Programs.Works.class);
    offer("1.1.0", next, sign(next));
    assertThat(look("1.0.0")).isTrue();
    assertThat(run()).isZero();
    assertThat(output()).contains("I am 1.1.0");
    assertThat(files()).containsExactly("washa-agent.jar");
    assertThat(run()).isZero();
    assertThat(output()).contains("I am 1.1.0").doesNotContain("failed its trial");
  }

  @Test
  void aReleaseThatDoesNotReachTheHubInTimeIsTakenBack() throws Exception {
    Files.write(home().resolve("washa-agent.jar"), jar("1.0.0", Programs.Works.class));
    byte[] bad = jar("1.1.0", Programs.Hangs.class);
    offer("1.1.0", bad, sign(bad));
    assertThat(look("1.0.0")).isTrue();
    assertThat(run("WASHA_TRIAL_SECONDS", "2")).isNotZero();
    assertThat(run()).isZero();
    assertThat(output()).contains("1.1.0 failed its trial").contains("I am 1.0.0");
    assertThat(files()).containsExactly("refused-1.1.0");
    assertThat(look("1.0.0")).isFalse();
  }

  @Test
  void aReleaseThatFallsOverIsTakenBack() throws Exception {
    Files.write(home().resolve("washa-agent.jar"), jar("1.0.0", Programs.Works.class));
    byte[] bad = jar("1.1.0", Programs.FallsOver.class);
    offer("1.1.0", bad, sign(bad));
    assertThat(look("1.0.0")).isTrue();
    assertThat(run()).isEqualTo(1);
    assertThat(run()).isZero();
    assertThat(output()).contains("I am 1.0.0");
  }

  @Test
  void aReleaseOfAnotherKeyOrChangedOnTheWayIsRefused() throws Exception {
    byte[] jar = jar("1.1.0", Programs.Works.class);
    byte[] signature = sign(jar);
    byte[] changed = jar.clone();
    changed[changed.length / 2] ^= 1;
    offer("1.1.0", changed, signature);
    assertThatThrownBy(() -> look("1.0.0")).hasMessageContaining("not signed");
    key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    offer("1.1.0", jar, sign(jar));
    assertThatThrownBy(() -> look("1.0.0")).hasMessageContaining("not signed");
    assertThat(files()).isEmpty();
    offer("1.1.0", jar, signature);
    assertThat(look("1.0.0")).isTrue();
  }

  @Test
  void anOlderReleaseIsNeverTakenNotEvenUnderAnotherNumber() throws Exception {
    byte[] old = jar("1.1.0", Programs.Works.class);
    offer("1.1.0", old, sign(old));
    assertThat(look("1.2.0")).isFalse();
    assertThat(look("1.1.0")).isFalse();
    offer("1.3.0", old, sign(old));
    assertThatThrownBy(() -> look("1.2.0")).hasMessageContaining("not the version");
    assertThat(files()).isEmpty();
  }

  @Test
  void releasesAreOnlyTakenOverHttps() {
    Updater updater =
        new Updater(
            HttpClient.newHttpClient(),
            URI.create("http://192.0.2.1:1"),
            new AppFolder(app()),
            home().resolve("release.pub"));
    assertThatThrownBy(() -> updater.look("1.0.0")).hasMessageContaining("https");
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(new Release("1.10.0", "").isLaterThan("1.9.9")).isTrue();
    assertThat(new Release("1.9.9", "").isLaterThan("1.10.0")).isFalse();
    assertThat(new Release("1.0.0", "").isLaterThan("0.1.0-SNAPSHOT")).isTrue();
    assertThat(new Release("2;rm", "").isLaterThan("1.0.0")).isFalse();
  }
}
