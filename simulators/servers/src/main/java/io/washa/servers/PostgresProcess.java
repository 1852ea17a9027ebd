package io.washa.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL as a process of this machine. */
final class PostgresProcess implements AutoCloseable {
  /** Sorting by code point and Unicode letters, the same on every machine. */
  private static final Map<String, String> LOCALE =
      Map.of("locale", "C", "locale-provider", "builtin", "builtin-locale", "C.UTF-8");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedPostgres postgres;
  private final Path data;

  private PostgresProcess(EmbeddedPostgres postgres, Path data) {
    this.postgres = postgres;
    this.data = data;
  }

  /** The locale as arguments of {@code initdb}. */
  static List<String> localeOptions() {
    return LOCALE.entrySet().stream()
        .map(option -> "--" + option.getKey() + "=" + option.getValue())
        .sorted()
        .toList();
  }

  static PostgresProcess start(EmbeddedBackend.Settings settings) {
    Path data = dataFolder(settings.home());
    Path complete = settings.home().resolve("postgres").resolve("complete");
    endLeftover(settings.home());
    try {
      if (!Files.exists(complete)) {
        // A first start that was killed half-way: nobody has ever stored anything in it.
        WorkFolder.delete(data);
      }
      Files.createDirectories(data.getParent());
      Ports.requireFree("PostgreSQL", settings.postgresPort());
      PostgresProcess started = launch(settings, data);
      Files.writeString(complete, "initialized\n");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start in " + data, e);
    }
  }

  static void endLeftover(Path home) {
    Path data = dataFolder(home);
    // INT is PostgreSQL's "fast" way to end: it does not wait for its clients to leave.
    Leftover.named(data.resolve("postmaster.pid"), data)
        .ifPresent(process -> Leftover.end(process, "INT"));
  }

  int port() {
    return postgres.getPort();
  }

  @Override
  public void close() {
    Optional<ProcessHandle> postmaster = Leftover.named(data.resolve("postmaster.pid"), data);
    try {
      postgres.close();
      // pg_ctl returns when the note is gone, a moment before the process is.
      postmaster.ifPresent(Leftover::gone);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not end", e);
    }
  }

  private static Path dataFolder(Path home) {
    // Not beside the binaries: the library deletes old data folders that it finds there.
    return home.resolve("postgres").resolve("data");
  }

  private static PostgresProcess launch(EmbeddedBackend.Settings settings, Path data)
      throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(settings.binaries().toFile())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(PATIENCE)
            .setPort(settings.postgresPort() == 0 ? Ports.free() : settings.postgresPort());
    LOCALE.forEach(builder::setLocaleConfig);
    settings.writes().settings().forEach(builder::setServerConfig);
    builder.setServerConfig("listen_addresses", "127.0.0.1");
    if (settings.writes() == Writes.DURABLE && Files.isDirectory(Path.of("/proc"))) {
      // After a crash one syncfs (Linux only) instead of opening every file of every tenant.
      builder.setServerConfig("recovery_init_sync_method", "syncfs");
    }
    Path log = data.resolveSibling("postgres.log");
    builder.setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try (Binaries unpacked = Binaries.lock(settings.binaries())) {
      unpacked.removeHalfMade();
      return new PostgresProcess(builder.start(), data);
    }
  }
}
