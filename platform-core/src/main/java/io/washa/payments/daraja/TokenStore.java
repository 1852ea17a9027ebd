package io.washa.payments.daraja;

import io.washa.tenancy.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of tokens and of the leases for fetching them. Each call is its own transaction. */
final class TokenStore {
  private static final String PURPOSE = "daraja.token";
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final Secrets secrets;
  private final Duration leaseTime;

  /**
   * A store.
   *
   * @param leaseTime longer than a fetch can take
   */
  TokenStore(JdbcClient jdbc, Secrets secrets, Duration leaseTime) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.leaseTime = leaseTime;
  }

  /**
   * A row as it was read; without token if none was ever fetched.
   *
   * @param sealed the ciphertext in hex, to tell whether the row is still the same
   */
  record Stored(String sealed, DarajaTokens.@Nullable Token token) {
    /** The token if it lives beyond an instant. */
    Optional<DarajaTokens.Token> fresh(Instant beyond) {
      return Optional.ofNullable(token).filter(held -> held.expiresAt().isAfter(beyond));
    }
  }

  /** The right to fetch the next token of a row. */
  record Lease(UUID row, String holder) {}

  Stored read(UUID row) {
    return jdbc.sql(
            "SELECT token, expires_at FROM daraja_token"
                + " WHERE shortcode_id = ? AND token IS NOT NULL")
        .param(row)
        .query(this::stored)
        .optional()
        .orElse(new Stored("", null));
  }

  private Stored stored(ResultSet row, int number) throws SQLException {
    byte[] sealed = row.getBytes("token");
    OffsetDateTime end = row.getObject("expires_at", OffsetDateTime.class);
    return new Stored(
        HexFormat.of().formatHex(sealed),
        new DarajaTokens.Token(secrets.open(PURPOSE, sealed), end.toInstant()));
  }

  /** The lease, unless another holds it or the row is no longer what was read. */
  Optional<Lease> lease(UUID row, Stored seen) {
    Lease lease = new Lease(row, UUID.randomUUID().toString());
    int taken =
        jdbc.sql(
                """
                INSERT INTO daraja_token AS t (shortcode_id, holder, held_until)
                VALUES (:row, :holder, work.platform_now() + make_interval(secs => :seconds))
                ON CONFLICT (shortcode_id) DO UPDATE
                   SET holder = excluded.holder, held_until = excluded.held_until
                 WHERE (t.held_until IS NULL OR t.held_until <= work.platform_now())
                   AND coalesce(encode(t.token, 'hex'), '') = :seen
                """)
            .param("row", row)
            .param("holder", lease.holder())
            .param("seconds", leaseTime.toSeconds())
            .param("seen", seen.sealed())
            .update();
    return taken == 1 ? Optional.of(lease) : Optional.empty();
  }

  /** Stores a token and gives the lease back; its end of life, or empty if the lease was lost. */
  Optional<Instant> put(Lease lease, String token, Duration life) {
    return jdbc.sql(
            """
            UPDATE daraja_token
               SET token = :token,
                   expires_at = work.platform_now() + make_interval(secs => :seconds),
                   holder = NULL, held_until = NULL, error = NULL, error_at = NULL
             WHERE shortcode_id = :row AND holder = :holder
            RETURNING expires_at
            """)
        .param("token", secrets.seal(PURPOSE, token))
        .param("seconds", life.toSeconds())
        .param("row", lease.row())
        .param("holder", lease.holder())
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** Notes, for staff, why there is no token. */
  void failed(Lease lease, String why) {
    jdbc.sql(
            """
            UPDATE daraja_token SET error = left(?, 300), error_at = work.platform_now()
             WHERE shortcode_id = ? AND holder = ?
            """)
        .params(why, lease.row(), lease.holder())
        .update();
  }

  /** Lets others try, after a breath: those who wait would else all ask in vain at once. */
  void giveUp(Lease lease) {
    jdbc.sql(
            """
            UPDATE daraja_token
               SET held_until = work.platform_now() + make_interval(secs => :seconds)
             WHERE shortcode_id = :row AND holder = :holder
            """)
        .param("seconds", AFTER_FAILURE.toSeconds())
        .param("row", lease.row())
        .param("holder", lease.holder())
        .update();
  }
}
