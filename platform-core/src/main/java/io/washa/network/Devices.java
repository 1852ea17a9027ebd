package io.washa.network;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The devices that stood before the doors of the bound tenant's hotspots. */
@Component
public class Devices {
  /** No letter or digit that people take for another. */
  private static final String PAY_CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679";

  private final JdbcClient jdbc;
  private final Accesses accesses;
  private final SecureRandom random = new SecureRandom();

  Devices(JdbcClient jdbc, Accesses accesses) {
    this.jdbc = jdbc;
    this.accesses = accesses;
  }

  /**
   * A device.
   *
   * @param site where it was last seen
   * @param service the pass it last had; null if none
   */
  public record Device(MacAddress mac, UUID site, @Nullable UUID service) {}

  /**
   * Notes that a device stands before a site's door. If its pass there is on, its router is asked
   * to let it in, at most once in five seconds.
   *
   * @param address that it has on the site's network, as it says; for people to look at only
   * @return empty if the tenant has no such site
   */
  @Transactional
  public Optional<Device> appeared(UUID site, MacAddress mac, String address) {
    Optional<Device> device =
        jdbc.sql(
                """
                INSERT INTO device AS d (mac, site_id, address)
                SELECT :mac, s.id, :address FROM site s WHERE s.id = :site
                ON CONFLICT (mac) DO UPDATE
                  SET site_id = excluded.site_id, address = excluded.address,
                      last_seen = work.platform_now()
                RETURNING mac, site_id, service_id
                """)
            .param("mac", mac.text())
            .param("address", address)
            .param("site", site)
            .query(Devices::read)
            .optional();
    device
        .filter(this::mayBeLetIn)
        .map(Device::service)
        .ifPresent(pass -> accesses.letIn(pass, mac));
    return device;
  }

  private boolean mayBeLetIn(Device device) {
    return jdbc.sql(
                """
                UPDATE device d SET let_in_at = work.platform_now()
                 WHERE mac = ?
                   AND (let_in_at IS NULL OR let_in_at < work.platform_now() - interval '5 seconds')
                   AND EXISTS (SELECT FROM access a JOIN router r ON r.id = a.router_id
                                WHERE a.service_id = d.service_id AND a.enabled
                                  AND r.site_id = d.site_id)
                """)
            .param(device.mac().text())
            .update()
        == 1;
  }

  /**
   * Locks a device, so that two taps on it come one after the other.
   *
   * @return empty if it never stood before a door
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Device> lock(MacAddress mac) {
    return jdbc.sql("SELECT mac, site_id, service_id FROM device WHERE mac = ? FOR UPDATE")
        .param(mac.text())
        .query(Devices::read)
        .optional();
  }

  /**
   * The code that names a device at the PayBill; the same each time it is asked for.
   *
   * @return empty if it never stood before a door
   */
  @Transactional
  public Optional<String> payCode(MacAddress mac) {
    for (int attempt = 0; attempt < 5; attempt++) {
      Optional<String> code =
          jdbc.sql(
                  """
                  UPDATE device d SET pay_code = coalesce(d.pay_code, :fresh)
                   WHERE mac = :mac
                     AND (d.pay_code IS NOT NULL
                          OR NOT EXISTS (SELECT FROM device WHERE pay_code = :fresh))
                  RETURNING pay_code
                  """)
              .param("fresh", drawCode())
              .param("mac", mac.text())
              .query((row, _) -> row.getString("pay_code"))
              .optional();
      if (code.isPresent() || lock(mac).isEmpty()) {
        return code;
      }
    }
    throw new IllegalStateException("no free pay code for a device");
  }

  /** Never digits only, so that it is neither an account number nor a phone. */
  private String drawCode() {
    StringBuilder code = new StringBuilder("W");
    for (int i = 0; i < 4; i++) {
      code.append(PAY_CODE_ALPHABET.charAt(random.nextInt(PAY_CODE_ALPHABET.length())));
    }
    return code.toString();
  }

  /** The device that a pay code names, locked; empty if none, or it was not seen for a day. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Device> lockByPayCode(String code) {
    return jdbc.sql(
            """
            SELECT mac, site_id, service_id FROM device
             WHERE pay_code = ? AND last_seen > work.platform_now() - interval '1 day'
               FOR UPDATE
            """)
        .param(code)
        .query(Devices::read)
        .optional();
  }

  /** Gives a device that is there a pass. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void give(MacAddress mac, UUID service) {
    jdbc.sql("UPDATE device SET service_id = ? WHERE mac = ?").params(service, mac.text()).update();
  }

  private static Device read(ResultSet row, int number) throws SQLException {
    return new Device(
        new MacAddress(row.getString("mac")),
        row.getObject("site_id", UUID.class),
        row.getObject("service_id", UUID.class));
  }
}
