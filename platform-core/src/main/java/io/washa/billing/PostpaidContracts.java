package io.washa.billing;

import io.washa.subscriptions.Subscriptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The services that are paid afterwards. Whoever changes one holds its payer's wallet. */
@Component
class PostpaidContracts {
  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;

  PostpaidContracts(JdbcClient jdbc, Subscriptions subscriptions) {
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
  }

  /**
   * A service that is paid afterwards.
   *
   * @param name the plan's, and which line it is
   * @param price of a whole month, minor units
   * @param billedTo the first day that no invoice holds
   * @param cutAt since when it is switched off; null if it is on
   */
  record Contract(
      UUID service, String name, long price, LocalDate billedTo, @Nullable Instant cutAt) {}

  private static final String SELECT =
      """
      SELECT s.id, p.name || ', ' || s.username AS name,
             discounted(s.id, p.price) AS price, s.billed_to, s.cut_at
        FROM service s JOIN plan p ON p.id = s.plan_id
       WHERE s.billing = 'postpaid'\
      """;

  /** A payer's contracts, with subscriptions and accesses locked; the wallet is locked already. */
  List<Contract> lock(UUID payer) {
    List<Contract> contracts =
        jdbc.sql(SELECT + " AND coalesce(s.payer_id, s.subscriber_id) = ? ORDER BY s.id")
            .param(payer)
            .query((row, _) -> contract(row))
            .list();
    subscriptions.lock(contracts.stream().map(Contract::service).toList());
    return contracts;
  }

  Optional<Contract> find(UUID service) {
    return jdbc.sql(SELECT + " AND s.id = ?")
        .param(service)
        .query((row, _) -> contract(row))
        .optional();
  }

  private static Contract contract(ResultSet row) throws SQLException {
    OffsetDateTime cut = row.getObject("cut_at", OffsetDateTime.class);
    return new Contract(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getLong("price"),
        row.getObject("billed_to", LocalDate.class),
        cut == null ? null : cut.toInstant());
  }

  /** Who pays for a service; empty if there is no such service. */
  Optional<UUID> payer(UUID service) {
    return jdbc.sql("SELECT coalesce(payer_id, subscriber_id) FROM service WHERE id = ?")
        .param(service)
        .query((row, _) -> row.getObject(1, UUID.class))
        .optional();
  }

  void begin(UUID service, LocalDate billedTo) {
    jdbc.sql("UPDATE service SET billing = 'postpaid', billed_to = ?, cut_at = NULL WHERE id = ?")
        .params(billedTo, service)
        .update();
  }

  void end(UUID service) {
    jdbc.sql("UPDATE service SET billing = 'prepaid', billed_to = NULL, cut_at = NULL WHERE id = ?")
        .param(service)
        .update();
  }

  void billed(List<UUID> services, LocalDate to) {
    jdbc.sql("UPDATE service SET billed_to = ? WHERE id = ANY (?) AND billed_to < ?")
        .params(to, services.toArray(UUID[]::new), to)
        .update();
  }

  void cut(List<UUID> services, Instant at) {
    jdbc.sql("UPDATE service SET cut_at = ? WHERE id = ANY (?)")
        .params(at.atOffset(ZoneOffset.UTC), services.toArray(UUID[]::new))
        .update();
  }

  void reconnect(List<UUID> services) {
    jdbc.sql("UPDATE service SET cut_at = NULL WHERE id = ANY (?)")
        .param(services.toArray(UUID[]::new))
        .update();
  }

  /** Whether somebody pays for any contract. */
  boolean pays(UUID payer) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM service
                            WHERE billing = 'postpaid' AND coalesce(payer_id, subscriber_id) = ?)
            """)
        .param(payer)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** Payers whose contracts are cut. */
  List<UUID> cutOff() {
    return jdbc.sql(
            """
            SELECT DISTINCT coalesce(payer_id, subscriber_id) AS payer FROM service
             WHERE billing = 'postpaid' AND cut_at IS NOT NULL
            """)
        .query((row, _) -> row.getObject("payer", UUID.class))
        .list();
  }

  /** Payers with contracts that no due row of this kind looks after. */
  List<UUID> withoutDue(String kind) {
    return jdbc.sql(
            """
            SELECT DISTINCT coalesce(s.payer_id, s.subscriber_id) AS payer FROM service s
             WHERE s.billing = 'postpaid'
               AND NOT EXISTS (SELECT FROM work.due d
                                WHERE d.tenant = work.tenant_of_role() AND d.kind = ?
                                  AND d.subject = coalesce(s.payer_id, s.subscriber_id))
            """)
        .param(kind)
        .query((row, _) -> row.getObject("payer", UUID.class))
        .list();
  }
}
