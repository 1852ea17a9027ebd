package io.washa.network;

import io.washa.protocol.Drift;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the last full comparison of each of the bound tenant's routers found. */
@Component
public class DriftReports {
  private static final Logger log = LoggerFactory.getLogger(DriftReports.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_NAMES = 500;

  private final JdbcClient jdbc;

  DriftReports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A finding, and when it was told. */
  public record Found(Drift drift, Instant at) {}

  /**
   * Keeps what an agent says of a router in place of what it said before.
   *
   * @return false if ignored: a router that is not of the agent's site
   */
  public boolean record(UUID site, Drift drift) {
    boolean own =
        jdbc.sql(
                    """
                    UPDATE router SET drift = ?::jsonb, drift_at = work.platform_now()
                     WHERE id = ? AND site_id = ?
                    """)
                .params(JSON.writeValueAsString(bounded(drift)), drift.router(), site)
                .update()
            == 1;
    if (!own) {
      log.warn(
          "ignored a drift of router {} from site {}, not one of its own", drift.router(), site);
    }
    return own;
  }

  /** What was last found on a router; empty if nothing was ever told. */
  public Optional<Found> find(UUID router) {
    return jdbc.sql("SELECT drift::text, drift_at FROM router WHERE id = ? AND drift IS NOT NULL")
        .param(router)
        .query((row, _) ->
            new Found(
                JSON.readValue(row.getString("drift"), Drift.class),
                row.getObject("drift_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private static Drift bounded(Drift drift) {
    List<String> lines = texts(drift.lines(), Drift.MAX_LINES);
    return new Drift(
        drift.router(),
        drift.generation(),
        drift.written(),
        lines,
        drift.more() + drift.lines().size() - lines.size(),
        AccessList.text(drift.stopped()),
        AccessList.text(drift.why()),
        texts(drift.foreign(), MOST_NAMES),
        texts(drift.freeRiders(), MOST_NAMES),
        drift.sentences(),
        drift.rows());
  }

  private static List<String> texts(List<String> foreign, int most) {
    return foreign.stream().limit(most).map(text -> String.valueOf(AccessList.text(text))).toList();
  }
}
