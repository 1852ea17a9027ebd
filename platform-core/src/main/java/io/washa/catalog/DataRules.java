package io.washa.catalog;

import java.sql.Types;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says how much data the bound tenant's plans have. Holds for what is used from then on. */
@Component
public class DataRules {
  /** What plans count their data in: millions of bytes, both ways together. */
  public static final long MEGABYTE = 1_000_000;

  private final JdbcClient jdbc;

  DataRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A stretch of the tenant's calendar; a week begins on Monday. */
  public enum Window {
    DAY,
    WEEK,
    MONTH
  }

  /**
   * After so much within a window a plan goes on slower, until the window ends.
   *
   * @param megabytes both ways together
   */
  public record FairUse(long megabytes, Window window, Catalog.Speed slower) {}

  /**
   * Gives a plan's period so much data, after which access ends until a renewal or a top-up.
   *
   * @param megabytes both ways together; null for as much as one likes
   */
  @Transactional
  public void cap(UUID plan, @Nullable Long megabytes) {
    jdbc.sql("UPDATE plan SET data_cap_mb = :mb WHERE id = :plan")
        .param("mb", megabytes, Types.BIGINT)
        .param("plan", plan)
        .update();
  }

  /** Gives a plan a fair use. */
  @Transactional
  public void fairUse(UUID plan, FairUse rule) {
    jdbc.sql(
            """
            UPDATE plan SET fair_use_mb = ?, fair_use_window = ?, slow_down_kbps = ?,
                            slow_up_kbps = ?
             WHERE id = ?
            """)
        .params(
            rule.megabytes(),
            rule.window().name().toLowerCase(Locale.ROOT),
            rule.slower().downKbps(),
            rule.slower().upKbps(),
            plan)
        .update();
  }

  /** Takes a plan's fair use away. */
  @Transactional
  public void withoutFairUse(UUID plan) {
    jdbc.sql(
            """
            UPDATE plan SET fair_use_mb = NULL, fair_use_window = NULL, slow_down_kbps = NULL,
                            slow_up_kbps = NULL
             WHERE id = ?
            """)
        .param(plan)
        .update();
  }
}
