package io.washa.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running PostgreSQL 18 and a running Redis, both on the loopback interface only.
 *
 * <p>Tests take {@link #forTests()}: containers where a Docker engine answers, otherwise the same
 * servers as ordinary processes. The demo takes {@link #durable}, always as processes, so that its
 * data is a folder that can be looked at and thrown away.
 *
 * <p>Safe for use by many threads.
 */
public final class Servers implements AutoCloseable {
  static final String SUPERUSER = "postgres";

  private static final AtomicInteger FRESH = new AtomicInteger();

  private final Backend backend;

  private Servers(Backend backend) {
    this.backend = backend;
  }

  /**
   * The servers that all tests of this JVM share: started at the first call, ended with the JVM.
   * Commits are fast, not durable.
   *
   * @throws IllegalStateException when neither containers nor processes can be started
   */
  public static Servers forTests() {
    return Shared.SERVERS;
  }

  /** Servers of the caller's own with nothing in them, which the caller closes. */
  public static Temporary temporary() {
    return new Temporary(Writes.FAST);
  }

  /**
   * Servers whose PostgreSQL data outlives them, with production's promises about a commit. What an
   * earlier, killed JVM left running on the same folder is ended first. The caller closes them;
   * there is no shutdown hook, so that the caller decides what ends before the database does.
   *
   * @param data the folder that belongs to these servers; made if missing
   * @throws IllegalStateException when the folder is in use, a port is taken, or a server does not
   *     come up
   */
  public static Servers durable(Path data, int postgresPort, int redisPort) {
    Path home = data.toAbsolutePath().normalize();
    return new Servers(
        EmbeddedBackend.start(
            new EmbeddedBackend.Settings(
                home, WorkFolder.binaries(home), Writes.DURABLE, postgresPort, redisPort)));
  }

  /**
   * Throws away all that {@link #durable} servers keep in a folder, and ends what a killed run left
   * there. The unpacked programs stay.
   *
   * @throws IllegalStateException when the folder is in use
   */
  public static void erase(Path data) {
    EmbeddedBackend.whileStopped(
        data.toAbsolutePath().normalize(),
        home -> {
          WorkFolder.delete(home.resolve("postgres"));
          WorkFolder.delete(home.resolve("redis"));
        });
  }

  /**
   * Ends what a killed run of {@link #durable} servers left running on a folder, and nothing else.
   *
   * @throws IllegalStateException when the folder is in use
   */
  public static void endLeftovers(Path data) {
    EmbeddedBackend.whileStopped(data.toAbsolutePath().normalize(), home -> {});
  }

  /** Makes an empty database with a name of its own. */
  public Database freshDatabase() {
    String name =
        "washa_" + Long.toString(ProcessHandle.current().pid(), 36) + "_" + FRESH.incrementAndGet();
    create(name);
    return at(name);
  }

  /**
   * The database of that name, made if it is not there yet.
   *
   * @param name lower-case letters, digits and underscores, beginning with a letter
   */
  public Database database(String name) {
    if (!exists(name)) {
      create(name);
    }
    return at(name);
  }

  /** Redis, as {@code redis://host:port}. It is shared and never emptied: use keys of your own. */
  public String redisUrl() {
    return backend.redisUrl();
  }

  /** Ends both servers. A second call does nothing. */
  @Override
  public void close() {
    backend.close();
  }

  private Database at(String name) {
    return new Database(name, backend.jdbcUrl(name), SUPERUSER, backend.password());
  }

  private boolean exists(String name) {
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot look for the database " + name, e);
    }
  }

  private void create(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("Not a name for a database: " + name);
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create the database " + name, e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(backend.jdbcUrl("postgres"), SUPERUSER, backend.password());
  }

  /** Servers that vanish when closed, or with the JVM. */
  public static final class Temporary {
    private final Writes writes;

    private Temporary(Writes writes) {
      this.writes = writes;
    }

    /** With production's promises about a commit, for tests and benchmarks of just that. */
    public Temporary durableWrites() {
      return new Temporary(Writes.DURABLE);
    }

    /**
     * Starts both at the same time.
     *
     * @throws IllegalStateException when neither containers nor processes can be started
     */
    public Servers start() {
      Servers servers = new Servers(backend());
      Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "servers-closer"));
      return servers;
    }

    private Backend backend() {
      // For a machine whose Docker engine answers but cannot be used, or the other way round.
      String wanted = System.getProperty("washa.servers", "auto").toLowerCase(Locale.ROOT);
      return switch (wanted) {
        case "docker" -> ContainerBackend.start(writes);
        case "embedded" -> embedded();
        default -> Docker.answers() ? containersOrEmbedded() : embedded();
      };
    }

    private Backend containersOrEmbedded() {
      try {
        return ContainerBackend.start(writes);
      } catch (RuntimeException e) {
        System.getLogger("washa.servers")
            .log(System.Logger.Level.WARNING, "Docker answers but gives no servers: " + e);
        return embedded();
      }
    }

    private Backend embedded() {
      try {
        return EmbeddedBackend.startTemporary(WorkFolder.locate(), writes);
      } catch (IOException e) {
        throw new UncheckedIOException("No folder to run servers in", e);
      }
    }
  }

  private static final class Shared {
    static final Servers SERVERS = temporary().start();
  }
}
