package io.washa.tenancy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach the one cell of this installation.
 *
 * @param url JDBC address, without user and password
 * @param ownerPassword of {@code washa_owner}, which owns the tables: migrations and provisioning
 * @param appPassword of {@code washa_app}, which owns nothing and takes a tenant's role
 * @param controlPassword of {@code washa_control}, which sees the directory only
 * @param lanes how many small pools the tenants hash onto
 * @param laneSize connections in each; a tenant holds at most half
 * @param maxLifetime after which a connection is replaced, because its catalogue cache only grows
 * @param checkout how long to wait for a connection
 */
@ConfigurationProperties("washa.database")
public record DatabaseProperties(
    String url,
    String ownerPassword,
    String appPassword,
    String controlPassword,
    @DefaultValue("4") int lanes,
    @DefaultValue("8") int laneSize,
    @DefaultValue("10m") Duration maxLifetime,
    @DefaultValue("5s") Duration checkout) {

  /** Leaves the passwords out. */
  @Override
  public String toString() {
    return "DatabaseProperties[" + url + ", " + lanes + " lanes of " + laneSize + "]";
  }
}
