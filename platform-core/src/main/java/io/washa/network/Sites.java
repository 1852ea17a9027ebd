package io.washa.network;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bound tenant's sites: places with routers and one agent. */
@Component
public class Sites {
  private final JdbcClient jdbc;

  Sites(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A place. */
  public record Site(UUID id, String name) {}

  /**
   * Makes a site.
   *
   * @return empty if another site has that name
   */
  public Optional<Site> create(String name) {
    return jdbc.sql("INSERT INTO site (name) VALUES (?) ON CONFLICT DO NOTHING RETURNING id, name")
        .param(name.strip())
        .query(Site.class)
        .optional();
  }

  /** All sites, by name. */
  public List<Site> list() {
    return jdbc.sql("SELECT id, name FROM site ORDER BY name")
        .query((row, _) -> new Site(row.getObject("id", UUID.class), row.getString("name")))
        .list();
  }

  /** The site with this id. */
  public Optional<Site> find(UUID id) {
    return jdbc.sql("SELECT id, name FROM site WHERE id = ?")
        .param(id)
        .query(Site.class)
        .optional();
  }
}
