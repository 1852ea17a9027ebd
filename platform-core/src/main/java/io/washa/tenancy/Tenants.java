package io.washa.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The directory: who is a tenant, which hosts are its portal's, and which callback paths lead to
 * it. Answers are remembered for half a minute, wrong guesses too, so that neither a callback nor
 * an attack costs a query each.
 */
public final class Tenants {
  private static final String COLUMNS =
      "id, slug, name, state, zone, brand_colour, support_phone, grace_seconds";

  private final ControlDatabase control;
  private final Cache<TenantId, Optional<Tenant>> byId = remembering(20_000);
  private final Cache<String, Optional<Tenant>> byHost = remembering(20_000);
  private final Cache<String, Optional<Tenant>> byOrganization = remembering(20_000);
  private final Cache<String, Optional<CallbackRoute>> byToken = remembering(20_000);

  Tenants(ControlDatabase control) {
    this.control = control;
  }

  /** Where a callback path leads. */
  public record CallbackRoute(TenantId tenant, UUID shortcode) {}

  /** The tenant with this number. */
  public Optional<Tenant> find(TenantId id) {
    return cached(byId, id, "id = ?", id.value());
  }

  /**
   * The tenant with this number.
   *
   * @throws IllegalStateException if there is none
   */
  public Tenant get(TenantId id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no tenant " + id));
  }

  /** The tenant in business whose portal this host is; host without port, in any case. */
  public Optional<Tenant> findByHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return cached(byHost, name, "id = (SELECT tenant_id FROM tenant_host WHERE host = ?)", name)
        .filter(tenant -> tenant.state() != Tenant.State.PROVISIONING);
  }

  /** The tenant in business whose staff are members of this organisation, by its id at Keycloak. */
  public Optional<Tenant> findByOrganization(String organization) {
    return cached(byOrganization, organization, "organization = ?", organization)
        .filter(tenant -> tenant.state() != Tenant.State.PROVISIONING);
  }

  /**
   * Notes which organisation a tenant's staff are members of.
   *
   * @throws org.springframework.dao.DuplicateKeyException if it is another tenant's
   */
  public void linkOrganization(TenantId id, String organization) {
    control
        .jdbc()
        .sql("UPDATE tenant SET organization = ? WHERE id = ? AND organization IS DISTINCT FROM ?")
        .params(organization, id.value(), organization)
        .update();
    byOrganization.invalidateAll();
  }

  /** The tenant with this short name, past all remembered answers. */
  public Optional<Tenant> findBySlug(String slug) {
    return query("slug = ?", slug);
  }

  /** Every tenant in business, by number. */
  public List<Tenant> inBusiness() {
    return control
        .jdbc()
        .sql("SELECT " + COLUMNS + " FROM tenant WHERE state <> 'provisioning' ORDER BY id")
        .query(Tenants::read)
        .list();
  }

  /** Where the callback path with this token leads; empty for a token that was never given out. */
  public Optional<CallbackRoute> findCallbackRoute(String token) {
    if (token.length() != 32) {
      return Optional.empty();
    }
    return get(byToken, token, () -> queryRoute(token));
  }

  /**
   * Makes a callback token lead to a shortcode of the bound tenant. Kept as its SHA-256 only.
   *
   * @param token 128 random bits in hex: no base64, for Safaricom refuses addresses that contain
   *     words such as "sql" or "cmd" (Daraja portal)
   */
  public void addCallbackRoute(String token, UUID shortcode) {
    control
        .jdbc()
        .sql(
            "INSERT INTO callback_route (token_hash, tenant_id, shortcode) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")
        .params(sha256(token), TenantContext.current().value(), shortcode)
        .update();
    byToken.invalidate(token);
  }

  /** SHA-256 of a secret that the directory is asked by. */
  public static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Short text to tell a secret by in a log, without giving it away. */
  public static String fingerprint(String secret) {
    return HexFormat.of().formatHex(sha256(secret), 0, 4);
  }

  void forget() {
    byId.invalidateAll();
    byHost.invalidateAll();
    byOrganization.invalidateAll();
    byToken.invalidateAll();
  }

  private Optional<CallbackRoute> queryRoute(String token) {
    return control
        .jdbc()
        .sql(
            """
            SELECT r.tenant_id, r.shortcode FROM callback_route r JOIN tenant t ON t.id = r.tenant_id
             WHERE r.token_hash = ? AND r.retired_at IS NULL AND t.state <> 'provisioning'
            """)
        .param(sha256(token))
        .query((row, number) ->
            new CallbackRoute(
                new TenantId(row.getLong("tenant_id")), row.getObject("shortcode", UUID.class)))
        .optional();
  }

  private <K> Optional<Tenant> cached(
      Cache<K, Optional<Tenant>> cache, K key, String condition, Object value) {
    return get(cache, key, () -> query(condition, value));
  }

  private static <K, V> Optional<V> get(
      Cache<K, Optional<V>> cache, K key, java.util.function.Supplier<Optional<V>> query) {
    Optional<V> known = cache.getIfPresent(key);
    if (known == null) {
      known = query.get();
      cache.put(key, known);
    }
    return known;
  }

  private Optional<Tenant> query(String condition, Object value) {
    return control
        .jdbc()
        .sql("SELECT " + COLUMNS + " FROM tenant WHERE " + condition)
        .param(value)
        .query(Tenants::read)
        .optional();
  }

  private static Tenant read(ResultSet row, int number) throws SQLException {
    return new Tenant(
        new TenantId(row.getLong("id")),
        row.getString("slug"),
        row.getString("name"),
        Tenant.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        ZoneId.of(row.getString("zone")),
        new Tenant.Brand(row.getString("brand_colour"), row.getString("support_phone")),
        Duration.ofSeconds(row.getLong("grace_seconds")));
  }

  private static <K, V> Cache<K, V> remembering(int size) {
    return Caffeine.newBuilder().maximumSize(size).expireAfterWrite(Duration.ofSeconds(30)).build();
  }
}
