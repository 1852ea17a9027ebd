package io.washa.servers;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Both servers as containers. */
final class ContainerBackend implements Backend {
  private static final String POSTGRES_IMAGE = "postgres:18";
  private static final String REDIS_IMAGE = "redis:7.2";
  private static final int REDIS_PORT = 6379;

  private final PostgreSQLContainer postgres;
  private final GenericContainer<?> redis;

  private ContainerBackend(PostgreSQLContainer postgres, GenericContainer<?> redis) {
    this.postgres = postgres;
    this.redis = redis;
  }

  /** Starts both at the same time; if one fails, neither stays. */
  @SuppressWarnings("resource") // The containers live as long as the backend, which closes them.
  static ContainerBackend start(Writes writes) {
    PostgreSQLContainer postgres =
        new PostgreSQLContainer(POSTGRES_IMAGE)
            .withUsername(Servers.SUPERUSER)
            .withPassword("postgres")
            .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", PostgresProcess.localeOptions()))
            .withCommand(command(writes))
            .withCreateContainerCmdModifier(
                command -> onLoopback(command.getHostConfig(), PostgreSQLContainer.POSTGRESQL_PORT))
            .withStartupTimeout(Duration.ofSeconds(60));
    GenericContainer<?> redis =
        new GenericContainer<>(REDIS_IMAGE)
            .withExposedPorts(REDIS_PORT)
            .withCommand("redis-server", "--save", "")
            .withCreateContainerCmdModifier(
                command -> onLoopback(command.getHostConfig(), REDIS_PORT))
            .withStartupTimeout(Duration.ofSeconds(60));
    ContainerBackend backend = new ContainerBackend(postgres, redis);
    try {
      Startables.deepStart(postgres, redis).join();
      return backend;
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://"
        + postgres.getHost()
        + ":"
        + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
        + "/"
        + database;
  }

  @Override
  public String password() {
    return postgres.getPassword();
  }

  @Override
  public String redisUrl() {
    return "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT);
  }

  @Override
  public void close() {
    redis.stop();
    postgres.stop();
  }

  private static String[] command(Writes writes) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    writes.settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command.toArray(String[]::new);
  }

  /** Docker publishes a port on every interface unless told otherwise. */
  private static void onLoopback(@Nullable HostConfig host, int port) {
    Objects.requireNonNull(host)
        .withPortBindings(
            new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port)));
  }
}
