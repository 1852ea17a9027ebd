package io.washa.payments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What Safaricom posted, kept whole, once for each distinct body. */
@Component
class CallbackLog {
  private final JdbcClient jdbc;

  CallbackLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which kind of callback. */
  enum Kind {
    STK,
    CONFIRMATION,
    RESULT,
    TIMEOUT
  }

  /**
   * A callback as it came.
   *
   * @param intent the prompt, or the question, that its path names; null for C2B
   * @param source the address it came from
   */
  record Received(UUID shortcode, Kind kind, @Nullable UUID intent, String body, String source) {
    /** Leaves personal data out. */
    @Override
    public String toString() {
      return "Received[" + kind + " " + intent + "]";
    }
  }

  /**
   * Keeps a body.
   *
   * @param flag why it could not be used, for staff; null if it could
   * @return whether this body was not there before
   */
  boolean keep(Received received, @Nullable String flag) {
    return jdbc.sql(
                """
                INSERT INTO callback (shortcode_id, kind, intent_id, body, body_hash, flag,
                                      source)
                VALUES (:shortcode, :kind, :intent, :body, :hash, :flag, left(:source, 45)) ON CONFLICT DO NOTHING
                """)
            .param("shortcode", received.shortcode())
            .param("kind", received.kind().name().toLowerCase(Locale.ROOT))
            .param("intent", received.intent(), Types.OTHER)
            .param("body", received.body())
            .param("hash", hash(received))
            .param("flag", flag, Types.VARCHAR)
            .param("source", received.source())
            .update()
        == 1;
  }

  /** The body that {@link #keep} kept with this id. */
  Optional<Received> find(UUID id) {
    return jdbc.sql("SELECT shortcode_id, kind, intent_id, body, source FROM callback WHERE id = ?")
        .param(id)
        .query((row, _) ->
            new Received(
                row.getObject("shortcode_id", UUID.class),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("intent_id", UUID.class),
                row.getString("body"),
                row.getString("source")))
        .optional();
  }

  /**
   * Notes what came of a callback that was kept unsettled.
   *
   * @param flag why it could not be used; null if it could
   * @return false if it was settled before
   */
  boolean settled(UUID callback, @Nullable String flag, String who) {
    return jdbc.sql(
                """
                INSERT INTO callback_settled (callback_id, settled_by, flag)
                VALUES (:callback, :who, :flag) ON CONFLICT DO NOTHING
                """)
            .param("callback", callback)
            .param("who", who)
            .param("flag", flag, Types.VARCHAR)
            .update()
        == 1;
  }

  /** The id under which the same body is kept. */
  UUID idOf(Received received) {
    return jdbc.sql("SELECT id FROM callback WHERE shortcode_id = ? AND kind = ? AND body_hash = ?")
        .params(
            received.shortcode(), received.kind().name().toLowerCase(Locale.ROOT), hash(received))
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  /** Over body and prompt: the same text posted to two prompts' paths is two callbacks. */
  private static byte[] hash(Received received) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.valueOf(received.intent()).getBytes(StandardCharsets.UTF_8));
      return digest.digest(received.body().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
