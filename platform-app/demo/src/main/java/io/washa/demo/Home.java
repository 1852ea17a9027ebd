package io.washa.demo;

import io.washa.servers.Keycloak;
import io.washa.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code .washa} of a checkout, taken by one running demo at a time. */
final class Home implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private Home(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the folder and ends what a killed demo left running.
   *
   * @throws DemoFailure if another demo has it
   */
  static Home take(Path folder) {
    try {
      Path run = Files.createDirectories(folder.resolve("run"));
      FileChannel lock =
          FileChannel.open(
              run.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        throw new DemoFailure("A demo is running already in " + folder + "; end it with Ctrl-C");
      }
      Home home = new Home(folder.toAbsolutePath().normalize(), lock);
      home.endLeftovers();
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use " + folder, e);
    }
  }

  /** Throws the demo's data away; the unpacked database programs and the build's log stay. */
  void erase() {
    Servers.erase(servers());
    Keycloak.endLeftover(keycloak());
    delete(keycloak().resolve("data"));
    delete(data());
  }

  /** Ends the servers of a killed demo, so that their ports are free. */
  void endLeftoverServers() {
    Servers.endLeftovers(servers());
    Keycloak.endLeftover(keycloak());
  }

  Path servers() {
    return folder.resolve("servers");
  }

  Path keycloak() {
    return folder.resolve("keycloak");
  }

  /** A place for what a simulator or an agent keeps. */
  Path data(String name) {
    return data().resolve(name);
  }

  Path log(String name) {
    return folder.resolve("log").resolve(name + ".log");
  }

  PidFile pidFile(String name) {
    return new PidFile(folder.resolve("run").resolve(name + ".pid"));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void endLeftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      List<Path> notes = files.filter(file -> file.toString().endsWith(".pid")).toList();
      notes.parallelStream().map(PidFile::new).forEach(PidFile::endLeftover);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
