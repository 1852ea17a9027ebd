package io.washa.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Maven build of small modules whose parent is the project's own, made in the build folder, with
 * nothing fetched and no module kept from being tried by another's failure.
 */
final class ThrowAwayBuild {
  private static final long PATIENCE_SECONDS = 120;
  private static final Path APP = Path.of("").toAbsolutePath();

  private final Path folder;
  private final List<String> modules = new ArrayList<>();
  private String output = "";

  ThrowAwayBuild() {
    folder = APP.resolve("target/gates");
    delete(folder);
  }

  /** A module of ours with these dependencies, each as {@code group:artifact:version}. */
  ThrowAwayBuild module(String name, String source, String... dependencies) {
    write(name + "/src/main/java/io/washa/gate/Gate.java", source);
    return add(name, "io.washa.gate:" + name + ":1", dependencies);
  }

  /** Somebody else's library, made here so that no repository needs to have it. */
  ThrowAwayBuild library(String coordinates, String... dependencies) {
    return add(coordinates.replace(':', '-'), coordinates, dependencies);
  }

  private ThrowAwayBuild add(String name, String coordinates, String... dependencies) {
    String[] parts = coordinates.split(":", -1);
    String pom =
        template("module.xml")
            .replace("<!-- ROOT -->", rootFrom(folder.resolve(name)))
            .replace("<!-- GROUP -->", parts[0])
            .replace("<!-- ARTIFACT -->", parts[1])
            .replace("<!-- VERSION -->", parts[2])
            .replace("<!-- NAME -->", name)
            .replace("<!-- DEPENDENCIES -->", dependencies(dependencies));
    write(name + "/pom.xml", pom);
    modules.add(name);
    return this;
  }

  /** Compiles everything and waits for it. */
  ThrowAwayBuild run() throws IOException, InterruptedException {
    String list = String.join("", modules.stream().map("<module>%s</module>"::formatted).toList());
    write("pom.xml", template("pom.xml").replace("<!-- MODULES -->", list));
    List<String> command =
        new ArrayList<>(List.of("mvn", "-o", "-B", "-ntp", "-fae", "-Dstyle.color=never"));
    String repository = System.getProperty("localRepository", "");
    if (!repository.isEmpty()) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add("compile");
    Path log = folder.resolve("build.log");
    ProcessBuilder maven =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    output = Files.readString(log);
    return this;
  }

  /** True if this module was built, false if it failed. */
  boolean built(String module) {
    Matcher line =
        Pattern.compile(
                "(?m)^\\[INFO] " + Pattern.quote(module) + "(?: \\S+)? \\.+ (SUCCESS|FAILURE) ")
            .matcher(output);
    if (!line.find()) {
      throw new AssertionError("nothing is said of " + module + " in\n" + output);
    }
    return line.group(1).equals("SUCCESS");
  }

  /** What Maven said while it built this module, and of its failure at the end. */
  String saidOf(String module) {
    String name = Pattern.quote(module);
    return Pattern.compile(
            "(?s)\\[INFO] Building %s .*?(?=\\[INFO] Building |\\[INFO] Reactor Summary|\\z)"
                    .formatted(name)
                + "|on project %s: .*?(?=\\[ERROR] Failed to execute |\\z)".formatted(name))
        .matcher(output)
        .results()
        .map(MatchResult::group)
        .collect(joining());
  }

  private static String rootFrom(Path module) {
    return module.relativize(APP.resolve("../..").normalize()).toString();
  }

  private static String dependencies(String... coordinates) {
    StringBuilder xml = new StringBuilder();
    for (String each : coordinates) {
      String[] parts = each.split(":", -1);
      xml.append("<dependency><groupId>%s</groupId>".formatted(parts[0]))
          .append("<artifactId>%s</artifactId>".formatted(parts[1]))
          .append(parts.length > 2 ? "<version>%s</version>".formatted(parts[2]) : "")
          .append("</dependency>");
    }
    return xml.toString();
  }

  private void write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String template(String name) {
    try (InputStream in = ThrowAwayBuild.class.getResourceAsStream("/gates/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
