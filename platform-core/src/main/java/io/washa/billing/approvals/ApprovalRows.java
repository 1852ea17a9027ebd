package io.washa.billing.approvals;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of requests; names of subscribers and codes of payments are joined, for people. */
@Component
class ApprovalRows {
  private static final String SELECT =
      """
      SELECT a.*, coalesce(s.first_name || ' ' || s.last_name || ' · ' || s.account_number,
                           p.receipt, '') AS about
        FROM approval a LEFT JOIN payment p ON p.id = a.subject
        LEFT JOIN subscriber s ON s.id = coalesce(p.subscriber_id, a.subject)
      """;

  private final JdbcClient jdbc;

  ApprovalRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A decision. */
  record Decision(Approval.State state, String who, String answer) {}

  /** One person's requests come one after the other, so that a day's credits are summed right. */
  void lockAsker(String who) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ?, 3))")
        .param(who)
        .query(row -> {});
  }

  /** Empty if the same is open already. */
  Optional<UUID> insert(NewApproval wanted, long amount, String who) {
    return jdbc.sql(
            """
            INSERT INTO approval (kind, subject, amount, paid_from, till_id, reason, request, asked_by)
            VALUES (:kind, :subject, :amount, :from, :till, :reason, :request, :who)
            ON CONFLICT DO NOTHING RETURNING id
            """)
        .param("kind", wanted.kind().text())
        .param("subject", wanted.subject())
        .param("amount", amount)
        .param("from", wanted.paidFrom(), Types.VARCHAR)
        .param("till", wanted.till(), Types.OTHER)
        .param("reason", wanted.reason())
        .param("request", wanted.request())
        .param("who", who)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  void decide(UUID id, Decision decision) {
    jdbc.sql(
            """
            UPDATE approval SET state = ?, decided_by = ?, answer = ?,
                                decided_at = work.platform_now()
             WHERE id = ? AND state = 'open'
            """)
        .params(
            decision.state().name().toLowerCase(Locale.ROOT), decision.who(), decision.answer(), id)
        .update();
  }

  Approval get(UUID id) {
    return jdbc.sql(SELECT + " WHERE a.id = ?").param(id).query(ApprovalRows::read).single();
  }

  Optional<Approval> lockOpen(UUID id) {
    return jdbc.sql(SELECT + " WHERE a.id = ? AND a.state = 'open' FOR UPDATE OF a")
        .param(id)
        .query(ApprovalRows::read)
        .optional();
  }

  Optional<Approval> findByRequest(String request) {
    return jdbc.sql(SELECT + " WHERE a.request = ?")
        .param(request)
        .query(ApprovalRows::read)
        .optional();
  }

  Optional<UUID> findOpen(ApprovalKind kind, UUID subject) {
    return jdbc.sql("SELECT id FROM approval WHERE kind = ? AND subject = ? AND state = 'open'")
        .params(kind.text(), subject)
        .query((row, _) -> row.getObject("id", UUID.class))
        .optional();
  }

  /** What a person has given alone within the last day, minor units. */
  long creditsOfToday(String who) {
    return jdbc.sql(
            """
            SELECT coalesce(sum(amount), 0) FROM approval
             WHERE asked_by = ? AND kind = 'credit' AND state = 'free'
               AND asked_at > work.platform_now() - interval '24 hours'
            """)
        .param(who)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  List<Approval> open() {
    return jdbc.sql(SELECT + " WHERE a.state = 'open' ORDER BY a.asked_at LIMIT 200")
        .query(ApprovalRows::read)
        .list();
  }

  List<Approval> decided() {
    return jdbc.sql(SELECT + " WHERE a.state <> 'open' ORDER BY a.id DESC LIMIT 50")
        .query(ApprovalRows::read)
        .list();
  }

  private static Approval read(ResultSet row, int number) throws SQLException {
    OffsetDateTime decidedAt = row.getObject("decided_at", OffsetDateTime.class);
    return new Approval(
        row.getObject("id", UUID.class),
        ApprovalKind.of(row.getString("kind")),
        row.getObject("subject", UUID.class),
        row.getString("about"),
        row.getLong("amount"),
        row.getString("paid_from"),
        row.getObject("till_id", UUID.class),
        row.getString("reason"),
        row.getString("request"),
        row.getString("asked_by"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        Approval.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("decided_by"),
        decidedAt == null ? null : decidedAt.toInstant(),
        row.getString("answer"));
  }
}
