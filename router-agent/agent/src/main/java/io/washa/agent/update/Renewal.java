package io.washa.agent.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * When to look for releases, and when a trial has succeeded: the launcher ends one that has not in
 * time, for a bad release may not even get this far. Only an agent that the launcher started renews
 * itself.
 */
public final class Renewal {
  /** Asks the service manager for another start. */
  public static final int RESTART = 75;

  private static final System.Logger LOG = System.getLogger("washa.update");

  private final Setting setting;
  private final AppFolder app;
  private final Runnable restart;
  private final AtomicBoolean confirmed = new AtomicBoolean();

  /** Of its own, for a download takes long. */
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Renewal::daemon);

  /**
   * How the launcher started us.
   *
   * @param app folder of the jars
   * @param keyFile with the public key of releases
   * @param trial whether this very jar is being tried
   * @param every how often to look for releases
   */
  public record Setting(Path app, Path keyFile, boolean trial, Duration every) {
    /** From the launcher's properties; empty without launcher or release key. */
    public static Optional<Setting> fromProperties() {
      String folder = System.getProperty("washa.app");
      String key = System.getProperty("washa.release.key");
      if (folder == null || key == null || !Files.isReadable(Path.of(key))) {
        return Optional.empty();
      }
      return Optional.of(
          new Setting(
              Path.of(folder),
              Path.of(key),
              Boolean.getBoolean("washa.trial"),
              Duration.ofSeconds(Long.getLong("washa.update.seconds", 6 * 3600))));
    }
  }

  /** A renewal; {@code restart} ends the program. */
  public Renewal(Setting setting, Runnable restart) {
    this.setting = setting;
    this.app = new AppFolder(setting.app());
    this.restart = restart;
  }

  /** Starts to look. */
  public void start(Looking looking) {
    long every = setting.every().toMillis();
    long first = (long) (every * (0.5 + ThreadLocalRandom.current().nextDouble() / 2));
    var unused =
        timer.scheduleWithFixedDelay(() -> look(looking), first, every, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "renewal");
    thread.setDaemon(true);
    return thread;
  }

  /** One look for a release, on a thread that may wait. */
  public interface Looking {
    /** Whether a newer release is ready. */
    boolean look(AppFolder app, Path keyFile) throws IOException, InterruptedException;
  }

  private void look(Looking looking) {
    if (setting.trial() && !confirmed.get()) {
      return;
    }
    try {
      if (looking.look(app, setting.keyFile())) {
        restart.run();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "no new release: {0}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The hub took us in: this release works. */
  public void welcomed() {
    if (setting.trial() && confirmed.compareAndSet(false, true)) {
      try {
        app.confirm();
        LOG.log(System.Logger.Level.INFO, "this release reached the hub and stays");
      } catch (IOException e) {
        LOG.log(System.Logger.Level.ERROR, "cannot keep this release: {0}", e.getMessage());
      }
    }
  }

  /** The version that runs, empty if it was never packaged. */
  public static String version() {
    @Nullable String version = Renewal.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }
}
