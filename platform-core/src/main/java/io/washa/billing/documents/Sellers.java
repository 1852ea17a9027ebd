package io.washa.billing.documents;

import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who the tenant is in law: the seller on its documents. */
@Component
public class Sellers {
  private final JdbcClient jdbc;
  private final Tenants tenants;

  Sellers(JdbcClient jdbc, Tenants tenants) {
    this.jdbc = jdbc;
    this.tenants = tenants;
  }

  /** The seller from now on; until one was set, the ISP by its trade name and without a PIN. */
  public Party current() {
    return jdbc.sql("SELECT name, pin FROM seller")
        .query((row, _) -> Party.of(row.getString("name"), row.getString("pin")))
        .optional()
        .orElseGet(() -> new Party(tenants.get(TenantContext.current()).name(), null));
  }

  /**
   * Sets the seller of what is issued from now on.
   *
   * @return false if the name is blank or over 200 characters: nothing was changed
   */
  @Transactional
  public boolean set(Party seller) {
    if (!seller.named()) {
      return false;
    }
    jdbc.sql(
            """
            INSERT INTO seller (name, pin) VALUES (:name, :pin)
            ON CONFLICT (one) DO UPDATE SET name = excluded.name, pin = excluded.pin
            """)
        .param("name", seller.name())
        .param("pin", seller.pinText(), Types.VARCHAR)
        .update();
    return true;
  }
}
