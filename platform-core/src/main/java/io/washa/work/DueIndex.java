package io.washa.work;

import io.washa.tenancy.TenantContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When something of a tenant ends. Written in the transaction that sets the end, so that an end
 * without its due row cannot be committed.
 */
@Component
public class DueIndex {
  private final JdbcClient jdbc;

  DueIndex(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sets, or moves, the instant at which a subject is due. */
  public void set(String kind, UUID subject, Instant at) {
    jdbc.sql(
            """
            INSERT INTO work.due (tenant, kind, subject, due_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (tenant, kind, subject) DO UPDATE SET due_at = excluded.due_at
            """)
        .params(TenantContext.current().value(), kind, subject, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Sets the instant at which a subject is due, unless it is due before that already. */
  public void setIfEarlier(String kind, UUID subject, Instant at) {
    jdbc.sql(
            """
            INSERT INTO work.due (tenant, kind, subject, due_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (tenant, kind, subject)
            DO UPDATE SET due_at = least(due.due_at, excluded.due_at)
            """)
        .params(TenantContext.current().value(), kind, subject, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The subjects due now by the database's clock, the longest due first. Locks nothing. */
  public List<UUID> due(String kind, int limit) {
    return jdbc.sql(
            """
            SELECT subject FROM work.due
             WHERE tenant = ? AND kind = ? AND due_at <= work.platform_now()
             ORDER BY due_at LIMIT ?
            """)
        .params(TenantContext.current().value(), kind, limit)
        .query((row, _) -> row.getObject("subject", UUID.class))
        .list();
  }

  /** Whether a subject is due now: who had to wait for a lock asks again. */
  public boolean isDue(String kind, UUID subject) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM work.due
                            WHERE tenant = ? AND kind = ? AND subject = ?
                              AND due_at <= work.platform_now())
            """)
        .params(TenantContext.current().value(), kind, subject)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** Removes the subjects that are due no longer; those moved into the future stay. */
  public void clear(String kind, List<UUID> subjects) {
    jdbc.sql(
            """
            DELETE FROM work.due
             WHERE tenant = ? AND kind = ? AND subject = ANY (?) AND due_at <= work.platform_now()
            """)
        .params(TenantContext.current().value(), kind, subjects.toArray(UUID[]::new))
        .update();
  }
}
