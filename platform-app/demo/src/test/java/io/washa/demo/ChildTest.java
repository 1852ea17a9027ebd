package io.washa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void aChildThatDiesAtItsStartIsReportedWithItsLastWords() throws Exception {
    try (Home home = Home.take(folder)) {
      assertThatThrownBy(() -> Child.start(Listener.program("lost", 0), home, out))
          .isInstanceOf(DemoFailure.class)
          .hasMessageContaining("lost ended with exit code 3")
          .hasMessageContaining("no port for me");
      try (Child child = Child.start(Listener.program("lost", FreePorts.one()), home, out)) {
        assertThat(ProcessHandle.of(child.pid())).isPresent();
      }
    }
  }

  @Test
  void aChildThatDiesLaterIsReportedAndOneThatWeEndIsNot() throws Exception {
    int port = FreePorts.one();
    try (Home home = Home.take(folder)) {
      Child.start(Listener.program("ended", FreePorts.one()), home, out).close();
      Child.start(Listener.program("dying", port), home, out);
      try (HttpClient http = HttpClient.newHttpClient()) {
        CompletableFuture<HttpResponse<Void>> lost =
            http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/die"))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(lost.handle((response, failure) -> failure).join()).isNotNull();
      }
      Instant deadline = Instant.now().plusSeconds(10);
      while (!said.toString(StandardCharsets.UTF_8).contains("listening")) {
        assertThat(Instant.now()).isBefore(deadline);
        Thread.onSpinWait();
      }
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("dying ended with exit code 7")
        .doesNotContain("ended ended");
  }

  @Test
  void aNoteWhoseIdWasGivenAgainEndsNobody() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      PidFile note = new PidFile(folder.resolve("run/agent.pid"));
      Files.createDirectories(folder.resolve("run"));
      Files.writeString(note.path(), stranger.pid() + " 12345\n");
      note.endLeftover();
      assertThat(stranger.isAlive()).isTrue();

      note.write(stranger.toHandle());
      note.endLeftover();
      assertThat(stranger.isAlive()).isFalse();
      assertThat(note.path()).doesNotExist();
    } finally {
      stranger.destroyForcibly();
    }
  }
}
