package io.washa.payments.daraja;

import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The shortcodes of the bound tenant. */
public final class Shortcodes {
  private static final String COLUMNS =
      "id, number, store_number, kind, consumer_key, consumer_secret, passkey, callback_token,"
          + " c2b_version, relay_url";
  private static final int TOKEN_BYTES = 16;

  private final JdbcClient jdbc;
  private final Secrets secrets;
  private final Tenants tenants;
  private final HealthRows health;
  private final SecureRandom random = new SecureRandom();

  Shortcodes(JdbcClient jdbc, Secrets secrets, Tenants tenants) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.tenants = tenants;
    this.health = new HealthRows(jdbc);
  }

  /**
   * Adds a shortcode, to be worked with by hand if its secrets are not known yet, and makes its
   * callback path lead here. Repeating it after a crash between the two completes the second; a
   * shortcode that is there keeps its secrets and its token.
   *
   * @throws IllegalStateException inside a transaction: the route lives in another database role's
   *     tables and would outlive a rollback
   */
  public Shortcode add(NewShortcode wanted) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a shortcode is added outside of transactions");
    }
    byte[] bits = new byte[TOKEN_BYTES];
    random.nextBytes(bits);
    Shortcode.Credentials app = wanted.credentials();
    jdbc.sql(
            "INSERT INTO shortcode (number, kind, consumer_key, consumer_secret, passkey,"
                + " callback_token, c2b_version, store_number, mode) VALUES (:number, :kind, :key,"
                + " :secret, :passkey, :token, :version, :store, :mode) ON CONFLICT (number) DO NOTHING")
        .param("number", wanted.number())
        .param("kind", lower(wanted.kind()))
        .param("key", sealed(Purpose.CONSUMER_KEY, app.consumerKey()), Types.BINARY)
        .param("secret", sealed(Purpose.CONSUMER_SECRET, app.consumerSecret()), Types.BINARY)
        .param("passkey", sealed(Purpose.PASSKEY, app.passkey()), Types.BINARY)
        .param("token", secrets.seal(Purpose.CALLBACK_TOKEN, HexFormat.of().formatHex(bits)))
        .param("version", lower(wanted.c2bVersion()))
        .param("store", wanted.storeNumber())
        .param("mode", lower(app.complete() ? Mode.API : Mode.MANUAL))
        .update();
    Shortcode there = find("number = ?", wanted.number()).orElseThrow();
    tenants.addCallbackRoute(there.callbackToken(), there.id());
    return there;
  }

  /**
   * The shortcode with this id.
   *
   * @throws IllegalStateException if the bound tenant has none such
   */
  public Shortcode get(UUID id) {
    return find("id = ?", id)
        .orElseThrow(() ->
            new IllegalStateException(
                "tenant " + TenantContext.current() + " has no shortcode " + id));
  }

  /**
   * The shortcode with this id as its messages are checked against it.
   *
   * @throws org.springframework.dao.EmptyResultDataAccessException if the bound tenant has none
   *     such
   */
  public Addressee addressee(UUID id) {
    return jdbc.sql(
            "SELECT number, store_number, relay_url IS NOT NULL AS relays FROM shortcode WHERE id = ?")
        .param(id)
        .query((row, _) ->
            new Addressee(
                row.getString("number"), row.getString("store_number"), row.getBoolean("relays")))
        .single();
  }

  /** The one that prompts go out from: the tenant's first. */
  public Optional<Shortcode> primary() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM shortcode WHERE mode = 'api' ORDER BY id LIMIT 1")
        .query(this::read)
        .optional();
  }

  /** All of them, oldest first. */
  public List<Shortcode> all() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM shortcode ORDER BY id").query(this::read).list();
  }

  /** Whether this shortcode works; empty if the tenant has none such. */
  public Optional<ShortcodeHealth> health(UUID id) {
    return find("id = ?", id).flatMap(found -> health.find(id, appOf(found)));
  }

  /**
   * The row of a shortcode's Daraja app. Shortcodes may share one; theirs is the row of the oldest,
   * for the token of one would kill the other's.
   */
  UUID appOf(Shortcode shortcode) {
    String key = shortcode.credentials().consumerKey();
    return all().stream()
        .filter(other -> !key.isEmpty() && other.credentials().consumerKey().equals(key))
        .map(Shortcode::id)
        .findFirst()
        .orElse(shortcode.id());
  }

  /**
   * Sets or changes the secrets of the Daraja app, and forgets the old app's token. What is under
   * way with the old app ends as Safaricom likes; receipts keep any money from counting twice.
   *
   * @throws IllegalArgumentException if they are not complete
   */
  public void setCredentials(UUID id, Shortcode.Credentials app) {
    if (!app.complete()) {
      throw new IllegalArgumentException("key, secret and passkey are needed");
    }
    jdbc.sql(
            """
            WITH changed AS (
              UPDATE shortcode SET consumer_key = :key, consumer_secret = :secret, passkey = :passkey
               WHERE id = :id RETURNING id)
            DELETE FROM daraja_token WHERE shortcode_id IN (SELECT id FROM changed)
            """)
        .param("key", secrets.seal(Purpose.CONSUMER_KEY, app.consumerKey()))
        .param("secret", secrets.seal(Purpose.CONSUMER_SECRET, app.consumerSecret()))
        .param("passkey", secrets.seal(Purpose.PASSKEY, app.passkey()))
        .param("id", id)
        .update();
  }

  /** Says which of the two C2B products the Daraja app has; the addresses are to be registered. */
  public void setC2bVersion(UUID id, Shortcode.C2bVersion version) {
    jdbc.sql("UPDATE shortcode SET c2b_version = ? WHERE id = ?")
        .params(lower(version), id)
        .update();
  }

  /** Says at which site a till stands; null: at none in particular. */
  public void setSite(UUID id, @Nullable UUID site) {
    jdbc.sql("UPDATE shortcode SET site_id = :site WHERE id = :id AND kind = 'till'")
        .param("site", site, Types.OTHER)
        .param("id", id)
        .update();
  }

  /** The site that a till stands at, if it is one's. */
  public Optional<UUID> site(UUID id) {
    return jdbc.sql("SELECT site_id FROM shortcode WHERE id = ? AND site_id IS NOT NULL")
        .param(id)
        .query((row, _) -> row.getObject("site_id", UUID.class))
        .optional();
  }

  /** Notes that M-Pesa asked before a payment. At most one write in ten seconds. */
  public void noteValidation(UUID id) {
    jdbc.sql(
            """
            UPDATE shortcode SET last_validation_at = work.platform_now()
             WHERE id = (SELECT id FROM shortcode
                          WHERE id = ?
                            AND (last_validation_at IS NULL
                                 OR last_validation_at < work.platform_now() - interval '10 s')
                            FOR NO KEY UPDATE SKIP LOCKED)
            """)
        .param(id)
        .update();
  }

  /** Notes that something arrived just now. At most one write in ten seconds. */
  public void noteCallback(UUID id) {
    // Every callback passes here: none may wait for another, and few may write.
    jdbc.sql(
            """
            UPDATE shortcode SET last_callback_at = work.platform_now()
             WHERE id = (SELECT id FROM shortcode
                          WHERE id = ?
                            AND (last_callback_at IS NULL
                                 OR last_callback_at < work.platform_now() - interval '10 s')
                            FOR NO KEY UPDATE SKIP LOCKED)
            """)
        .param(id)
        .update();
  }

  /**
   * Notes how the registration of the C2B addresses ended.
   *
   * @param text what Safaricom said
   */
  public void noteRegistration(UUID id, ShortcodeHealth.Registration state, String text) {
    jdbc.sql("UPDATE shortcode SET registration = ?, registration_text = ? WHERE id = ?")
        .params(lower(state), text, id)
        .update();
  }

  /**
   * The API operator who may ask for a status or a reversal; empty if none is set, or if it was
   * stopped because M-Pesa refused it.
   */
  public Optional<Initiator> initiator(UUID id) {
    return jdbc.sql(
            "SELECT initiator, initiator_password, initiator_certificate FROM shortcode"
                + " WHERE id = ? AND initiator IS NOT NULL AND initiator_stopped IS NULL")
        .param(id)
        .query((row, _) ->
            new Initiator(
                row.getString("initiator"),
                secrets.open(Purpose.INITIATOR, row.getBytes("initiator_password")),
                row.getString("initiator_certificate")))
        .optional();
  }

  /** Sets the API operator, and takes back that it was stopped. */
  public void setInitiator(UUID id, Initiator initiator) {
    jdbc.sql(
            "UPDATE shortcode SET initiator = ?, initiator_password = ?, initiator_certificate = ?,"
                + " initiator_stopped = NULL WHERE id = ?")
        .params(
            initiator.name(),
            secrets.seal(Purpose.INITIATOR, initiator.password()),
            initiator.certificate(),
            id)
        .update();
  }

  /** Uses the API operator no more until somebody sets it anew: M-Pesa locks it after few tries. */
  public void stopInitiator(UUID id, String reason) {
    jdbc.sql("UPDATE shortcode SET initiator_stopped = ? WHERE id = ?").params(reason, id).update();
  }

  /**
   * Notes how the registration for Pull ended.
   *
   * @param text what Safaricom said
   */
  public void notePull(UUID id, ShortcodeHealth.Registration state, String text) {
    jdbc.sql("UPDATE shortcode SET pull = ?, pull_text = ? WHERE id = ?")
        .params(lower(state), text, id)
        .update();
  }

  /** Whether Daraja is used, or a cashier confirms what subscribers claim. */
  public enum Mode {
    /** Daraja is used. */
    API,
    /** The papers for Daraja are still under way. */
    MANUAL
  }

  /**
   * Sets how a shortcode is worked with.
   *
   * @throws IllegalStateException if Daraja is to be used without an app's secrets
   */
  public void setMode(UUID id, Mode mode) {
    if (mode == Mode.API && !get(id).credentials().complete()) {
      throw new IllegalStateException("shortcode " + id + " has no Daraja app");
    }
    jdbc.sql("UPDATE shortcode SET mode = ? WHERE id = ?").params(lower(mode), id).update();
  }

  /**
   * Passes confirmations on to another address from now on; null: no longer.
   *
   * @throws IllegalArgumentException if the address is not https, or is this machine's
   */
  public void setRelay(UUID id, @Nullable URI relay) {
    if (relay != null && !ConfirmationRelay.allowed(relay)) {
      throw new IllegalArgumentException("an https address of another machine is needed");
    }
    jdbc.sql("UPDATE shortcode SET relay_url = :relay WHERE id = :id")
        .param("relay", relay == null ? null : relay.toString(), Types.VARCHAR)
        .param("id", id)
        .update();
  }

  private Optional<Shortcode> find(String condition, Object value) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM shortcode WHERE " + condition)
        .param(value)
        .query(this::read)
        .optional();
  }

  private Shortcode read(ResultSet row, int number) throws SQLException {
    return new Shortcode(
        row.getObject("id", UUID.class),
        row.getString("number"),
        Objects.requireNonNullElse(row.getString("store_number"), row.getString("number")),
        Shortcode.Kind.valueOf(upper(row.getString("kind"))),
        new Shortcode.Credentials(
            opened(Purpose.CONSUMER_KEY, row.getBytes("consumer_key")),
            opened(Purpose.CONSUMER_SECRET, row.getBytes("consumer_secret")),
            opened(Purpose.PASSKEY, row.getBytes("passkey"))),
        secrets.open(Purpose.CALLBACK_TOKEN, row.getBytes("callback_token")),
        Shortcode.C2bVersion.valueOf(upper(row.getString("c2b_version"))),
        Optional.ofNullable(row.getString("relay_url")).map(URI::create));
  }

  private byte @Nullable [] sealed(String purpose, String secret) {
    return secret.isBlank() ? null : secrets.seal(purpose, secret);
  }

  private String opened(String purpose, byte @Nullable [] sealed) {
    return sealed == null ? "" : secrets.open(purpose, sealed);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** What each secret is for; bound into its ciphertext. */
  private static final class Purpose {
    static final String CONSUMER_KEY = "daraja.consumer-key";
    static final String CONSUMER_SECRET = "daraja.consumer-secret";
    static final String PASSKEY = "daraja.passkey";
    static final String INITIATOR = "daraja.initiator";
    static final String CALLBACK_TOKEN = "daraja.callback-token";

    private Purpose() {}
  }
}
