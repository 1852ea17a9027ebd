package io.washa.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the build's gates refuses a small module, and lets its mended twin through. */
class BuildGatesTest {
  /**
   * @param says what Maven says of the refused module
   * @param broken a class's body that the gate refuses
   * @param mended the body with one thing changed
   */
  record Gate(String name, String says, String broken, String mended) {}

  private static final List<Gate> SOURCES =
      List.of(
          new Gate(
              "lint",
              "found raw type",
              "  java.util.List rows = java.util.List.of();",
              "  java.util.List<String> rows = java.util.List.of();"),
          new Gate(
              "error-prone-error",
              "[ArrayEquals]",
              "  boolean same(int[] one, int[] other) {\n    return one.equals(other);\n  }",
              "  boolean same(int[] one, int[] other) {\n"
                  + "    return java.util.Arrays.equals(one, other);\n  }"),
          new Gate(
              "error-prone-warning",
              "[ReferenceEquality]",
              "  boolean same(java.util.List<?> one, java.util.List<?> other) {\n"
                  + "    return one == other;\n  }",
              "  boolean same(java.util.List<?> one, java.util.List<?> other) {\n"
                  + "    return one.equals(other);\n  }"),
          new Gate(
              "null-away",
              "[NullAway]",
              "  String name() {\n    return null;\n  }",
              "  @org.jspecify.annotations.Nullable\n  String name() {\n    return null;\n  }"),
          new Gate("format", "format violations", "    int rows;", "  int rows;"));

  /** Dependencies as {@code group:artifact:version}; without a version, the managed one. */
  private static final List<Gate> DEPENDENCIES =
      List.of(
          new Gate(
              "jackson",
              "Jackson 3 must be the version",
              "tools.jackson.core:jackson-core:3.0.0",
              "tools.jackson.core:jackson-core"),
          new Gate(
              "mockito",
              "org.mockito:mockito-core:jar:1 <--- banned",
              "org.mockito:mockito-core:1",
              "not.mockito:mockito-lookalike:1"),
          new Gate(
              "convergence",
              "Dependency convergence error",
              "gates:needs-old:1 gates:needs-new:1",
              "gates:needs-old:1"));

  private static final ThrowAwayBuild BUILD = new ThrowAwayBuild();

  static Stream<Gate> gates() {
    return Stream.concat(SOURCES.stream(), DEPENDENCIES.stream());
  }

  @BeforeAll
  static void buildAllAtOnce() throws IOException, InterruptedException {
    BUILD
        .library("tools.jackson.core:jackson-core:3.0.0")
        .library("org.mockito:mockito-core:1")
        .library("not.mockito:mockito-lookalike:1")
        .library("gates:shared:1")
        .library("gates:shared:2")
        .library("gates:needs-old:1", "gates:shared:1")
        .library("gates:needs-new:1", "gates:shared:2");
    for (Gate gate : SOURCES) {
      BUILD.module(gate.name + "-broken", type(gate.broken));
      BUILD.module(gate.name + "-mended", type(gate.mended));
    }
    for (Gate gate : DEPENDENCIES) {
      BUILD.module(gate.name + "-broken", type("  int rows;"), gate.broken.split(" ", -1));
      BUILD.module(gate.name + "-mended", type("  int rows;"), gate.mended.split(" ", -1));
    }
    BUILD.run();
  }

  @ParameterizedTest
  @MethodSource("gates")
  void theGateRefusesWhatIsBrokenAndLetsItsTwinThrough(Gate gate) {
    assertThat(BUILD.built(gate.name + "-mended")).as(BUILD.saidOf(gate.name + "-mended")).isTrue();
    assertThat(BUILD.built(gate.name + "-broken")).as(gate.name).isFalse();
    assertThat(BUILD.saidOf(gate.name + "-broken")).contains(gate.says);
  }

  private static String type(String body) {
    return "package io.washa.gate;\n\nclass Gate {\n" + body + "\n}\n";
  }
}
