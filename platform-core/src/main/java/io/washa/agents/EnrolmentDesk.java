package io.washa.agents;

import io.washa.network.SiteAssignments;
import io.washa.protocol.Enrolment;
import io.washa.tenancy.ControlDatabase;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.Tenants;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a one-time code and an agent's new key. */
@Component
class EnrolmentDesk {
  private static final Logger log = LoggerFactory.getLogger(EnrolmentDesk.class);

  private final ControlDatabase control;
  private final SiteAssignments assignments;
  private final Dismissal dismissal;
  private final Clock clock;

  EnrolmentDesk(
      ControlDatabase control, SiteAssignments assignments, Dismissal dismissal, Clock clock) {
    this.control = control;
    this.assignments = assignments;
    this.dismissal = dismissal;
    this.clock = clock;
  }

  /** What became of a request. */
  sealed interface Outcome {
    /** The agent is in service. */
    record Enrolled(Enrolment.Answer answer) implements Outcome {}

    /** The code is unknown, used or too old. */
    record Refused(String reason) implements Outcome {}

    /** This is no request. */
    record Malformed(String reason) implements Outcome {}
  }

  private record Used(EnrolledAgent agent, String siteName, Optional<EnrolledAgent> before) {}

  Outcome enrol(Enrolment.Request request) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(request.publicKey());
      AgentKeys.parse(key);
    } catch (GeneralSecurityException | RuntimeException e) {
      return new Outcome.Malformed("the public key is not an Ed25519 key in X.509 encoding");
    }
    String code = EnrolmentCode.normal(request.code());
    Optional<Used> used = control.transaction().execute(_ -> use(code, key));
    if (used == null || used.isEmpty()) {
      return new Outcome.Refused("this code is unknown, was used already, or is too old");
    }
    EnrolledAgent agent = used.get().agent();
    log.info(
        "agent {} is enrolled for site {} of tenant {}", agent.id(), agent.site(), agent.tenant());
    used.get().before().ifPresent(this::dismiss);
    return new Outcome.Enrolled(new Enrolment.Answer(agent.id(), used.get().siteName()));
  }

  private Optional<Used> use(String code, byte[] key) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return control
        .jdbc()
        .sql(
            """
            UPDATE enrolment_code SET used_at = ?
             WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?
            RETURNING tenant_id, site, site_name
            """)
        .params(now, Tenants.sha256(code), now)
        .query((row, _) ->
            new Used(
                new EnrolledAgent(
                    UUID.randomUUID(),
                    new TenantId(row.getLong("tenant_id")),
                    row.getObject("site", UUID.class)),
                row.getString("site_name"),
                Optional.empty()))
        .optional()
        .map(used -> put(used, key, now));
  }

  private Used put(Used used, byte[] key, OffsetDateTime now) {
    EnrolledAgent agent = used.agent();
    // Two codes of one site used at once take turns, so that the later one's agent stays.
    control
        .jdbc()
        .sql("SELECT id FROM tenant WHERE id = ? FOR NO KEY UPDATE")
        .param(agent.tenant().value())
        .query(Long.class)
        .single();
    Optional<EnrolledAgent> before = dismissal.revoke(agent.tenant(), agent.site(), now);
    control
        .jdbc()
        .sql("INSERT INTO agent (id, tenant_id, site, public_key) VALUES (?, ?, ?, ?)")
        .params(agent.id(), agent.tenant().value(), agent.site(), key)
        .update();
    return new Used(agent, used.siteName(), before);
  }

  /** After the commit, so that the one before cannot come back and take the new epoch's state. */
  private void dismiss(EnrolledAgent before) {
    dismissal.sendAway(before);
    try {
      TenantContext.run(before.tenant(), () -> assignments.agentReplaced(before.site()));
    } catch (RuntimeException e) {
      // The new agent holds nothing and says so when it connects: it gets a snapshot all the same.
      log.error("the epoch of site {} was not raised", before.site(), e);
    }
  }
}
