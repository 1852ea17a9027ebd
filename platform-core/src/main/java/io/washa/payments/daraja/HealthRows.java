package io.washa.payments.daraja;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how shortcodes stand. */
final class HealthRows {
  private final JdbcClient jdbc;

  HealthRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How a shortcode stands.
   *
   * @param app row of its Daraja app's token
   */
  Optional<ShortcodeHealth> find(UUID shortcode, UUID app) {
    return jdbc.sql(
            """
            SELECT s.kind, s.mode, s.consumer_key IS NOT NULL AS app, s.registration,
                   s.registration_text, s.last_callback_at, s.last_validation_at, s.pull,
                   s.pull_text, s.pulled_at, s.initiator, s.initiator_stopped, s.proof_at,
                   s.proof_difference, t.expires_at, t.error
              FROM shortcode s LEFT JOIN daraja_token t ON t.shortcode_id = ?
             WHERE s.id = ?
            """)
        .params(app, shortcode)
        .query(HealthRows::read)
        .optional();
  }

  private static ShortcodeHealth read(ResultSet row, int number) throws SQLException {
    long difference = row.getLong("proof_difference");
    return new ShortcodeHealth(
        Shortcode.Kind.valueOf(upper(row, "kind")),
        Shortcodes.Mode.valueOf(upper(row, "mode")),
        row.getBoolean("app"),
        ShortcodeHealth.Registration.valueOf(upper(row, "registration")),
        text(row, "registration_text").orElse(""),
        moment(row, "last_callback_at"),
        moment(row, "last_validation_at"),
        new ShortcodeHealth.Pull(
            ShortcodeHealth.Registration.valueOf(upper(row, "pull")),
            text(row, "pull_text").orElse(""),
            moment(row, "pulled_at")),
        new ShortcodeHealth.Token(moment(row, "expires_at"), text(row, "error")),
        new ShortcodeHealth.Operator(text(row, "initiator"), text(row, "initiator_stopped")),
        moment(row, "proof_at").map(at -> new ShortcodeHealth.Proof(at, difference)));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static String upper(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column)).toUpperCase(Locale.ROOT);
  }
}
