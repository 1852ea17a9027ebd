package io.washa.api.subscriber;

import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers for a day what a request with an idempotency key was answered at the bound tenant. Each
 * new key takes a few old ones away, so nothing else has to.
 */
@Component
@ConditionalOnRole(Role.API)
class Idempotency {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Idempotency(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** What a key means for the request that brings it. */
  sealed interface Claim {
    /** The request is to be done now, and then kept or released. */
    record Fresh() implements Claim {}

    /** It was done before; this was the answer. */
    record Done(int status, String answer) implements Claim {}

    /** It is being done. */
    record Busy() implements Claim {}

    /** The key belongs to another request. */
    record Foreign() implements Claim {}
  }

  private record Row(String hash, @Nullable Integer status, @Nullable String answer) {}

  /** Claims a key for a request. A claim that nobody kept for a minute can be taken over. */
  Claim claim(String key, String hash) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          prune();
          if (insert(key, hash)) {
            return new Claim.Fresh();
          }
          Optional<Row> row = find(key);
          return row.isPresent() ? known(key, hash, row.get()) : new Claim.Busy();
        }));
  }

  private Claim known(String key, String hash, Row row) {
    if (!hash.equals(row.hash())) {
      return new Claim.Foreign();
    }
    if (row.status() != null && row.answer() != null) {
      return new Claim.Done(row.status(), row.answer());
    }
    return takeOver(key) ? new Claim.Fresh() : new Claim.Busy();
  }

  private boolean insert(String key, String hash) {
    return jdbc.sql(
                "INSERT INTO api_idempotency (key, request_hash) VALUES (?, ?)"
                    + " ON CONFLICT DO NOTHING")
            .params(key, hash)
            .update()
        == 1;
  }

  private Optional<Row> find(String key) {
    return jdbc.sql("SELECT request_hash, status, answer FROM api_idempotency WHERE key = ?")
        .param(key)
        .query((row, _) ->
            new Row(
                row.getString("request_hash"),
                row.getObject("status", Integer.class),
                row.getString("answer")))
        .optional();
  }

  private boolean takeOver(String key) {
    return jdbc.sql(
                """
                UPDATE api_idempotency SET claimed_at = work.platform_now()
                 WHERE key = ? AND status IS NULL
                   AND claimed_at < work.platform_now() - interval '1 minute'
                """)
            .param(key)
            .update()
        == 1;
  }

  private void prune() {
    jdbc.sql(
            """
            DELETE FROM api_idempotency WHERE key IN
              (SELECT key FROM api_idempotency
                WHERE claimed_at < work.platform_now() - interval '1 day'
                ORDER BY claimed_at LIMIT 20 FOR UPDATE SKIP LOCKED)
            """)
        .update();
  }

  /** Keeps the answer for whoever asks the same again. */
  void keep(String key, int status, String answer) {
    transaction.executeWithoutResult(_ ->
        jdbc.sql("UPDATE api_idempotency SET status = ?, answer = ? WHERE key = ?")
            .params(status, answer, key)
            .update());
  }

  /** Gives the key free: nothing was done, so the request may be tried again. */
  void release(String key) {
    transaction.executeWithoutResult(_ ->
        jdbc.sql("DELETE FROM api_idempotency WHERE key = ? AND status IS NULL")
            .param(key)
            .update());
  }
}
