package io.washa.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Keycloak's program, unpacked and built once: a built one starts in a third of the time. It is
 * started without its shell script, so that the process is ours by its id.
 */
final class KeycloakProgram {
  private static final String ARCHIVE = "simulators/servers/target/keycloak/keycloak.zip";
  private static final List<String> SHARED = List.of("lib", "conf", "providers", "themes");

  private KeycloakProgram() {}

  /** The folder of the unpacked and built program; whoever comes second waits. */
  static Path unpacked(Path binaries) throws IOException {
    Path archive = archive();
    try (Binaries oneAtATime = Binaries.lock(binaries)) {
      oneAtATime.removeHalfMade();
      String version = "keycloak-" + Long.toHexString(Files.size(archive));
      Path folder = binaries.resolve(version);
      if (!Files.exists(folder.resolve(".exists"))) {
        unzip(archive, folder);
        build(folder);
        Files.createFile(folder.resolve(".exists"));
      }
      return folder;
    }
  }

  /** Makes a folder look like an installation of its own, without a copy of the program. */
  static void furnish(Path program, Path home) throws IOException {
    for (String shared : SHARED) {
      Path link = home.resolve(shared);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, program.resolve(shared));
    }
  }

  /** The beginning of a command that runs it from a folder, as its shell script has it. */
  static List<String> java(Path home, String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dkc.home.dir=" + home,
            "-Djboss.server.config.dir=" + home.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "-cp",
            home.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "--profile=prod"));
    return command;
  }

  private static Path archive() throws IOException {
    Path here = Path.of(System.getProperty("washa.root", "")).toAbsolutePath().normalize();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path archive = folder.resolve(ARCHIVE);
      if (Files.exists(archive)) {
        return archive;
      }
    }
    throw new IOException("Keycloak's archive is missing; the build puts it at " + ARCHIVE);
  }

  private static void unzip(Path archive, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path whole = Path.of(entry.getName());
        if (whole.getNameCount() < 2) {
          continue;
        }
        // The archive's own top folder carries the version.
        Path target = folder.resolve(whole.subpath(1, whole.getNameCount())).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("An archive that leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target);
          }
        }
      }
    }
  }

  private static void build(Path folder) throws IOException {
    List<String> command = java(folder, "512m");
    command.addAll(List.of("build", "--db=dev-file"));
    Path log = folder.resolve("build.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("Keycloak cannot be built; see " + log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Keycloak is built", e);
    }
  }
}
