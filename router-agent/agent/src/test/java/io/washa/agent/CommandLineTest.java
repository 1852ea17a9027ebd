package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.agent.CommandLine.Verb;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void anEnrolmentNamesItsCodeAndHub() {
    CommandLine line = parse("enrol", "ABCD", "--hub", "https://hub.example.com");
    assertThat(line.verb()).isEqualTo(Verb.ENROL);
    assertThat(line.code()).isEqualTo("ABCD");
    assertThat(line.hub()).isEqualTo(URI.create("https://hub.example.com"));
    assertThatThrownBy(() -> parse("enrol", "--hub", "https://hub.example.com"))
        .hasMessageContaining("one-time code");
  }

  @Test
  void withoutAVerbItRuns() {
    CommandLine line = parse("--hub", "http://h", "--data", "/d", "--code", "C");
    assertThat(line.verb()).isEqualTo(Verb.RUN);
    assertThat(line.data()).isEqualTo(Path.of("/d"));
    assertThat(line.code()).isEqualTo("C");
  }

  @Test
  void whatIsNotGivenComesFromTheEnvironment() {
    CommandLine line =
        CommandLine.parse(
            new String[] {"doctor"}, Map.of("WASHA_HUB", "https://h", "WASHA_DATA", "/e"));
    assertThat(line.verb()).isEqualTo(Verb.DOCTOR);
    assertThat(line.hub()).isEqualTo(URI.create("https://h"));
    assertThat(line.data()).isEqualTo(Path.of("/e"));
    assertThat(parse("doctor").hub()).isNull();
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThatThrownBy(() -> parse("dance")).hasMessageContaining("dance");
    assertThatThrownBy(() -> parse("run", "--speed", "9")).hasMessageContaining("--speed");
    assertThatThrownBy(() -> parse("run", "--hub")).hasMessageContaining("--hub");
    assertThatThrownBy(() -> parse("run", "--hub", "ftp://h")).hasMessageContaining("http");
  }

  private static CommandLine parse(String... args) {
    return CommandLine.parse(args, Map.of());
  }
}
