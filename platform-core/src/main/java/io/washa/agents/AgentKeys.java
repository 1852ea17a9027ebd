package io.washa.agents;

import io.washa.protocol.Challenge;
import io.washa.protocol.Hello;
import io.washa.tenancy.ControlDatabase;
import io.washa.tenancy.TenantId;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The agents' public keys and what they prove. */
@Component
class AgentKeys {
  private final ControlDatabase control;

  AgentKeys(ControlDatabase control) {
    this.control = control;
  }

  private record Known(EnrolledAgent agent, PublicKey key) {}

  /** The agent that signed this connection's nonce; empty if unknown, revoked or not by its key. */
  Optional<EnrolledAgent> verify(Hello hello, String nonce) {
    return find(hello.agent()).filter(known -> signed(known.key(), hello, nonce)).map(Known::agent);
  }

  /** How an agent stands: the number of its newest connection, and whether it is in service. */
  record Standing(long newestConnection, boolean inService) {}

  /**
   * Numbers a connection of an agent, across all pods; the newest has the highest number.
   *
   * @return empty if the agent is out of service
   */
  OptionalLong admit(EnrolledAgent agent) {
    return control
        .jdbc()
        .sql(
            """
            UPDATE agent SET newest_connection = newest_connection + 1
             WHERE id = ? AND revoked_at IS NULL RETURNING newest_connection
            """)
        .param(agent.id())
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** How these agents stand; unknown ones are left out. */
  Map<UUID, Standing> standings(Collection<UUID> agents) {
    Map<UUID, Standing> standings = new HashMap<>();
    control
        .jdbc()
        .sql("SELECT id, newest_connection, revoked_at FROM agent WHERE id = ANY (?)")
        .param(agents.toArray(UUID[]::new))
        .query(row -> {
          standings.put(
              row.getObject("id", UUID.class),
              new Standing(row.getLong("newest_connection"), row.getObject("revoked_at") == null));
        });
    return standings;
  }

  /** The agent in service at a site. */
  Optional<UUID> ofSite(TenantId tenant, UUID site) {
    return control
        .jdbc()
        .sql("SELECT id FROM agent WHERE tenant_id = ? AND site = ? AND revoked_at IS NULL")
        .params(tenant.value(), site)
        .query((row, _) -> row.getObject(1, UUID.class))
        .optional();
  }

  /** Whether the agent is the one in service at its site. */
  boolean inService(EnrolledAgent agent) {
    return ofSite(agent.tenant(), agent.site()).filter(agent.id()::equals).isPresent();
  }

  private Optional<Known> find(UUID agent) {
    return control
        .jdbc()
        .sql("SELECT tenant_id, site, public_key FROM agent WHERE id = ? AND revoked_at IS NULL")
        .param(agent)
        .query((row, _) ->
            new Known(
                new EnrolledAgent(
                    agent,
                    new TenantId(row.getLong("tenant_id")),
                    row.getObject("site", UUID.class)),
                parseStored(row.getBytes("public_key"))))
        .optional();
  }

  private static boolean signed(PublicKey key, Hello hello, String nonce) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(Challenge.textToSign(nonce, hello.agent()));
      return signature.verify(Base64.getDecoder().decode(hello.signature()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static PublicKey parseStored(byte[] encoded) {
    try {
      return parse(encoded);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored key is no key", e);
    }
  }

  /**
   * Reads a public key.
   *
   * @throws GeneralSecurityException if it is none of Ed25519
   */
  static PublicKey parse(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
