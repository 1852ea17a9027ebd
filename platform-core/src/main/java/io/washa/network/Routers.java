package io.washa.network;

import io.washa.protocol.Assign;
import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bound tenant's routers. */
@Component
public class Routers {
  private final JdbcClient jdbc;
  private final Secrets secrets;
  private final RouterTransport transport;
  private final AgentsTold agents;

  Routers(JdbcClient jdbc, Secrets secrets, RouterTransport transport, AgentsTold agents) {
    this.agents = agents;
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.transport = transport;
  }

  /**
   * What a router is made from.
   *
   * @param name unique at the tenant
   * @param login of our own RouterOS group
   * @param pppoe what all its PPPoE profiles share
   */
  public record NewRouter(
      UUID site, String name, Endpoint endpoint, Login login, Assign.Pppoe pppoe) {}

  /**
   * Where on the site's network its API listens.
   *
   * @param port 8728 unless changed on the router
   */
  public record Endpoint(String host, int port) {}

  /** A RouterOS user. */
  public record Login(String username, String password) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }

  /** A router, as other modules need it. */
  public record Router(UUID id, UUID site, String name) {}

  /**
   * A router as people see it.
   *
   * @param agentConnected whether its site's agent is connected
   * @param reachable whether the router answered the agent when last tried
   * @param problem why it cannot connect people now; null if nothing is known to be wrong
   * @param lastContact when it last answered; null if never
   */
  public record Status(
      Router router,
      String siteName,
      String host,
      boolean agentConnected,
      boolean reachable,
      @Nullable String problem,
      @Nullable Instant lastContact,
      @Nullable String identity,
      @Nullable String version) {}

  /**
   * Makes a router and has its site's agent told of it.
   *
   * @return empty if another router has that name
   */
  public Optional<Router> create(NewRouter wanted) {
    Optional<Router> made =
        jdbc.sql(
                """
                INSERT INTO router (site_id, name, host, port, username, password,
                                    local_address, pool, pool_ranges)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING RETURNING id, site_id, name
                """)
            .params(
                wanted.site(),
                wanted.name().strip(),
                wanted.endpoint().host(),
                wanted.endpoint().port(),
                wanted.login().username(),
                secrets.seal("router", wanted.login().password()),
                wanted.pppoe().localAddress(),
                wanted.pppoe().pool(),
                wanted.pppoe().poolRanges())
            .query((row, _) -> router(row))
            .optional();
    made.ifPresent(router -> agents.ofSite(router.site()));
    return made;
  }

  /** All routers, by name. */
  public List<Router> list() {
    return jdbc.sql("SELECT id, site_id, name FROM router ORDER BY name")
        .query((row, _) -> router(row))
        .list();
  }

  /** The routers of a site, by name. */
  public List<Router> ofSite(UUID site) {
    return jdbc.sql("SELECT id, site_id, name FROM router WHERE site_id = ? ORDER BY name")
        .param(site)
        .query((row, _) -> router(row))
        .list();
  }

  /** The router with this id. */
  public Optional<Router> find(UUID id) {
    return jdbc.sql("SELECT id, site_id, name FROM router WHERE id = ?")
        .param(id)
        .query((row, _) -> router(row))
        .optional();
  }

  /** Where the router is; empty if the tenant has no such router. */
  public Optional<RouterAddress> address(UUID id) {
    return find(id)
        .map(router -> new RouterAddress(TenantContext.current(), router.site(), router.id()));
  }

  /** How every router is, by site and name, for screens. Not to be called inside a transaction. */
  public List<Status> statuses() {
    TenantId tenant = TenantContext.current();
    Map<UUID, Boolean> connected = new HashMap<>();
    return jdbc
        .sql(
            """
            SELECT r.id, r.site_id, r.name, s.name AS site_name, r.host, r.reachable, r.error,
                   r.last_contact, r.identity, r.version
              FROM router r JOIN site s ON s.id = r.site_id ORDER BY s.name, r.name
            """)
        .query((row, _) -> {
          OffsetDateTime contact = row.getObject("last_contact", OffsetDateTime.class);
          return new Status(
              router(row),
              row.getString("site_name"),
              row.getString("host"),
              false,
              row.getBoolean("reachable"),
              row.getString("error"),
              contact == null ? null : contact.toInstant(),
              row.getString("identity"),
              row.getString("version"));
        })
        .list()
        .stream()
        .map(status ->
            withAgent(
                status,
                connected.computeIfAbsent(
                    status.router().site(), site -> transport.agentConnected(tenant, site))))
        .toList();
  }

  private static Status withAgent(Status status, boolean connected) {
    String problem =
        connected ? status.problem() : "the agent at " + status.siteName() + " is not connected";
    return new Status(
        status.router(),
        status.siteName(),
        status.host(),
        connected,
        status.reachable(),
        problem,
        status.lastContact(),
        status.identity(),
        status.version());
  }

  private static Router router(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Router(
        row.getObject("id", UUID.class),
        row.getObject("site_id", UUID.class),
        row.getString("name"));
  }
}
