package io.washa.network.outages;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outages of each site, within the caller's transaction; a site's row is locked while they
 * change, behind its routers'.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class OutageBook {
  static final int MOST_OF_A_SITE = 40;
  private static final int MOST_WITH_SERVICES = 20;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Outage>> LIST = new TypeReference<>() {};

  private final JdbcClient jdbc;

  OutageBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes an outage that begins.
   *
   * @return empty if there is no such site, or one of its kind and router lasts there
   */
  Optional<UUID> begin(UUID site, Outage outage) {
    Optional<List<Outage>> kept = lock(site);
    if (kept.isEmpty() || kept.get().stream().anyMatch(each -> isTwin(each, outage))) {
      return Optional.empty();
    }
    List<Outage> all = new ArrayList<>(kept.get());
    all.addFirst(outage);
    write(site, all);
    return Optional.of(outage.id());
  }

  private static boolean isTwin(Outage one, Outage other) {
    return one.lasts()
        && one.kind().equals(other.kind())
        && Objects.equals(one.router(), other.router());
  }

  /** The site's outages that last. */
  List<Outage> lasting(UUID site) {
    return lock(site).orElse(List.of()).stream().filter(Outage::lasts).toList();
  }

  /**
   * Ends those that last and are meant.
   *
   * @return how many
   */
  int end(UUID site, Predicate<Outage> meant, UnaryOperator<Outage> over) {
    List<Outage> all = new ArrayList<>(lock(site).orElse(List.of()));
    int ended = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).lasts() && meant.test(all.get(i))) {
        all.set(i, over.apply(all.get(i)));
        ended++;
      }
    }
    if (ended > 0) {
      write(site, all);
    }
    return ended;
  }

  private Optional<List<Outage>> lock(UUID site) {
    return jdbc.sql("SELECT outages::text FROM site WHERE id = ? FOR NO KEY UPDATE")
        .param(site)
        .query((row, _) -> JSON.readValue(row.getString(1), LIST))
        .optional();
  }

  private void write(UUID site, List<Outage> all) {
    List<Outage> bounded = new ArrayList<>(all.subList(0, Math.min(MOST_OF_A_SITE, all.size())));
    for (int i = MOST_WITH_SERVICES; i < bounded.size(); i++) {
      bounded.set(i, bounded.get(i).withoutServices());
    }
    boolean droppedOut =
        bounded.stream().anyMatch(each -> each.lasts() && each.kind().equals(Outage.SITE));
    jdbc.sql("UPDATE site SET outages = ?::jsonb, dropped_out = ? WHERE id = ?")
        .params(JSON.writeValueAsString(bounded), droppedOut, site)
        .update();
  }
}
