package io.washa.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Simulators, embedded servers and test tools are never packed into the platform. The tests here
 * run on what the platform runs on, with JUnit and AssertJ beside it.
 */
class RuntimeClasspathTest {
  private static final List<String> STRANGERS =
      List.of(
          "io/washa/simulators/",
          "io/washa/servers/",
          "io/washa/demo/",
          "io/washa/agent/",
          "io/zonky/",
          "redis/embedded/",
          "org/testcontainers/",
          "org/mockito/",
          "com/microsoft/playwright/",
          "org/springframework/boot/test/");

  @TempDir Path folder;

  @Test
  void thePlatformRunsWithoutThem() {
    List<Path> classpath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();

    // Proves that the class path is the platform's, before what is not on it is believed.
    assertThat(found(classpath, List.of("io/washa/platform/", "io/washa/payments/"))).hasSize(2);
    assertThat(found(classpath, STRANGERS)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("STRANGERS")
  void aStrangerIsFoundInAJarAndInAFolder(String stranger) throws IOException {
    assertThat(found(List.of(jarWith(stranger)), STRANGERS)).containsExactly(stranger);
    assertThat(found(List.of(jarWith("io/washa/payments/")), STRANGERS)).isEmpty();

    Files.createDirectories(folder.resolve(stranger));
    assertThat(found(List.of(folder), STRANGERS)).containsExactly(stranger);
  }

  private static List<String> found(List<Path> classpath, List<String> packages) {
    return packages.stream()
        .filter(name -> classpath.stream().anyMatch(entry -> holds(entry, name)))
        .toList();
  }

  private static boolean holds(Path entry, String packageName) {
    if (Files.isDirectory(entry)) {
      return Files.isDirectory(entry.resolve(packageName));
    }
    if (!Files.exists(entry)) {
      return false;
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      return jar.stream().anyMatch(part -> part.getName().startsWith(packageName));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jarWith(String packageName) throws IOException {
    Path jar = Files.createTempFile(folder, "library", ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream parts = new JarOutputStream(out)) {
      parts.putNextEntry(new ZipEntry(packageName + "Some.class"));
      parts.closeEntry();
    }
    return jar;
  }
}
