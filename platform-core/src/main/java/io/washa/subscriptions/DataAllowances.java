package io.washa.subscriptions;

import io.washa.network.Accesses;
import io.washa.network.sessions.UsageList;
import io.washa.subscriptions.DataStandings.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How much data services have, how much is used, and more of it. */
@Component
public class DataAllowances {
  private final JdbcClient jdbc;
  private final DataStandings standings;
  private final DataLimits limits;
  private final UsageList usage;
  private final Accesses accesses;

  DataAllowances(
      JdbcClient jdbc,
      DataStandings standings,
      DataLimits limits,
      UsageList usage,
      Accesses accesses) {
    this.jdbc = jdbc;
    this.standings = standings;
    this.limits = limits;
    this.usage = usage;
    this.accesses = accesses;
  }

  /**
   * The data of a service's present period, in bytes both ways together.
   *
   * @param cap null for as much as one likes
   * @param usedUpAt since when there is no more; null if there is
   */
  public record Allowance(
      long used, @Nullable Long cap, @Nullable Instant usedUpAt, @Nullable FairUse fairUse) {}

  /**
   * Its fair use.
   *
   * @param window {@code day}, {@code week} or {@code month}
   * @param slow whether it goes on slower, until {@code ends}
   */
  public record FairUse(long used, long of, String window, boolean slow, Instant ends) {}

  /** How a service stands; empty if no time of it runs. */
  public Optional<Allowance> of(UUID service) {
    return standings.ofService(service).stream().findFirst().flatMap(this::allowance);
  }

  private Optional<Allowance> allowance(Standing standing) {
    Standing.Period period = standing.period();
    if (period == null) {
      return Optional.empty();
    }
    long used =
        period.usedBefore() == null
            ? usage.since(standing.service(), period.startsAt())
            : standing.used();
    Standing.FairUse rule = standing.rule();
    return Optional.of(
        new Allowance(
            used,
            period.cap(),
            period.usedUpAt(),
            rule == null
                ? null
                : new FairUse(
                    rule.used(),
                    rule.bytes(),
                    rule.window(),
                    standing.slowRate() != null,
                    rule.ends())));
  }

  /**
   * Adds data to a service's present period, within the caller's transaction; whose was used up is
   * online again.
   *
   * @return false if no time of it runs: then a renewal is what it needs
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean topUp(UUID service, long megabytes) {
    List<UUID> locked =
        jdbc.sql("SELECT id FROM subscription WHERE service_id = ? FOR UPDATE")
            .param(service)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    Optional<UUID> period =
        standings.of(locked).stream()
            .map(Standing::period)
            .flatMap(Stream::ofNullable)
            .map(Standing.Period::id)
            .findFirst();
    period.ifPresent(id -> {
      jdbc.sql("UPDATE period SET extra_mb = extra_mb + ? WHERE id = ?")
          .params(megabytes, id)
          .update();
      accesses.topUp(service, megabytes * 1_000_000);
      limits.look(locked);
    });
    return period.isPresent();
  }
}
