package io.washa.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Both servers as processes of this machine, with all their files below one folder. */
final class EmbeddedBackend implements Backend {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  /**
   * Where and how to run.
   *
   * @param home the folder of these servers
   * @param binaries the folder that holds PostgreSQL's unpacked programs
   * @param postgresPort 0 for any free one
   * @param redisPort 0 for any free one
   */
  record Settings(Path home, Path binaries, Writes writes, int postgresPort, int redisPort) {}

  private final FolderLock lock;
  private final Runnable afterwards;
  private final PostgresProcess postgres;
  private final RedisProcess redis;
  private boolean closed;

  private EmbeddedBackend(
      FolderLock lock, Runnable afterwards, PostgresProcess postgres, RedisProcess redis) {
    this.lock = lock;
    this.afterwards = afterwards;
    this.postgres = postgres;
    this.redis = redis;
  }

  /** Starts in a folder that stays. */
  static EmbeddedBackend start(Settings settings) {
    try {
      Files.createDirectories(settings.home());
      FolderLock lock =
          FolderLock.tryTake(settings.home())
              .orElseThrow(
                  () -> new IllegalStateException("In use by another run: " + settings.home()));
      return start(settings, lock, () -> {});
    } catch (IOException e) {
      throw new IllegalStateException("Cannot use the folder " + settings.home(), e);
    }
  }

  /** Ends what a killed run left on a folder, and does something with the folder. */
  static void whileStopped(Path home, Consumer<Path> action) {
    try {
      Files.createDirectories(home);
      FolderLock lock =
          FolderLock.tryTake(home)
              .orElseThrow(() -> new IllegalStateException("In use by another run: " + home));
      PostgresProcess.endLeftover(home);
      RedisProcess.endLeftover(home);
      try {
        action.accept(home);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot use the folder " + home, e);
    }
  }

  /** Starts in a folder of its own, which vanishes with the servers. */
  static EmbeddedBackend startTemporary(Path work, Writes writes) {
    try {
      FolderLock lock = WorkFolder.freshRun(work);
      Path home = lock.folder();
      Settings settings = new Settings(home, WorkFolder.binaries(work), writes, 0, 0);
      return start(settings, lock, () -> WorkFolder.delete(home));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot use the folder " + work, e);
    }
  }

  private static EmbeddedBackend start(Settings settings, FolderLock lock, Runnable afterwards) {
    CompletableFuture<PostgresProcess> postgres =
        CompletableFuture.supplyAsync(() -> PostgresProcess.start(settings), THREADS);
    CompletableFuture<RedisProcess> redis =
        CompletableFuture.supplyAsync(() -> RedisProcess.start(settings), THREADS);
    try {
      CompletableFuture.allOf(postgres, redis).join();
      return new EmbeddedBackend(lock, afterwards, postgres.join(), redis.join());
    } catch (CompletionException e) {
      closeIfStarted(postgres);
      closeIfStarted(redis);
      lock.close();
      afterwards.run();
      throw new IllegalStateException(
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database;
  }

  @Override
  public String password() {
    return Servers.SUPERUSER;
  }

  @Override
  public String redisUrl() {
    return "redis://127.0.0.1:" + redis.port();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    redis.close();
    postgres.close();
    lock.close();
    afterwards.run();
  }

  private static <T extends AutoCloseable> void closeIfStarted(CompletableFuture<T> started) {
    if (started.isCompletedExceptionally()) {
      return;
    }
    try {
      started.join().close();
    } catch (Exception e) {
      System.getLogger("washa.servers").log(System.Logger.Level.WARNING, "Cannot close", e);
    }
  }
}
