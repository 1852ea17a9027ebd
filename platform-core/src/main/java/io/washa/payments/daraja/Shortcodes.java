package io.washa.payments.daraja;

import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
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
  private final SecureRandom random = new SecureRandom();

  Shortcodes(JdbcClient jdbc, Secrets secrets, Tenants tenants) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.tenants = tenants;
  }

  /**
   * Adds a shortcode and makes its callback path lead here. Repeating it after a crash between the
   * two completes the second; a shortcode that is there keeps its secrets and its token.
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
                + " callback_token, c2b_version, store_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (number) DO NOTHING")
        .params(
            wanted.number(),
            lower(wanted.kind()),
            secrets.seal(Purpose.CONSUMER_KEY, app.consumerKey()),
            secrets.seal(Purpose.CONSUMER_SECRET, app.consumerSecret()),
            secrets.seal(Purpose.PASSKEY, app.passkey()),
            secrets.seal(Purpose.CALLBACK_TOKEN, HexFormat.of().formatHex(bits)),
            lower(wanted.c2bVersion()),
            wanted.storeNumber())
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

  /** Whether Safaricom reaches us for this shortcode; empty if the tenant has none such. */
  public Optional<ShortcodeHealth> health(UUID id) {
    return jdbc.sql(
            "SELECT registration, registration_text, last_callback_at FROM shortcode WHERE id = ?")
        .param(id)
        .query(Shortcodes::readHealth)
        .optional();
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

  /** Sets how a shortcode is worked with. */
  public void setMode(UUID id, Mode mode) {
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
            secrets.open(Purpose.CONSUMER_KEY, row.getBytes("consumer_key")),
            secrets.open(Purpose.CONSUMER_SECRET, row.getBytes("consumer_secret")),
            secrets.open(Purpose.PASSKEY, row.getBytes("passkey"))),
        secrets.open(Purpose.CALLBACK_TOKEN, row.getBytes("callback_token")),
        Shortcode.C2bVersion.valueOf(upper(row.getString("c2b_version"))),
        Optional.ofNullable(row.getString("relay_url")).map(URI::create));
  }

  private static ShortcodeHealth readHealth(ResultSet row, int number) throws SQLException {
    return new ShortcodeHealth(
        ShortcodeHealth.Registration.valueOf(upper(row.getString("registration"))),
        Objects.requireNonNullElse(row.getString("registration_text"), ""),
        Optional.ofNullable(row.getObject("last_callback_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
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
