package io.washa.subscriptions;

import io.washa.network.AccessMoved;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Has what was paid and not seen on the router left wait for the router it went to. */
@Component
class MovedPeriods {
  private final JdbcClient jdbc;

  MovedPeriods(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void moved(AccessMoved event) {
    jdbc.sql(
            """
            UPDATE period p SET access_id = :made, access_generation = :generation
              FROM access a
             WHERE a.id = :left AND p.access_id = a.id
               AND (p.waits IS NOT NULL OR a.applied_generation < p.access_generation)
            """)
        .param("made", event.made().access())
        .param("generation", event.made().generation())
        .param("left", event.left())
        .update();
  }
}
