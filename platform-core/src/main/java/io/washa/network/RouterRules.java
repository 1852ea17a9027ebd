package io.washa.network;

import io.washa.protocol.Assign;
import io.washa.tenancy.Settings;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What holds for whole routers of the bound tenant. */
@Component
class RouterRules {
  private final Settings settings;
  private final Tenants tenants;

  RouterRules(Settings settings, Tenants tenants) {
    this.settings = settings;
    this.tenants = tenants;
  }

  /** What they all share. */
  Shared shared() {
    return new Shared(tenants.get(TenantContext.current()), settings.read(WayToPay.CHOICE));
  }

  /** What the routers of a tenant share. */
  record Shared(Tenant tenant, WayToPay way) {
    /** The rules of one router, from its row. */
    Assign.Rules of(ResultSet router) throws SQLException {
      return new Assign.Rules(
          router.getString("confirmed_serial"),
          router.getBoolean("report_only"),
          paused(),
          hotspot(router.getObject("site_id", UUID.class), router.getString("hotspot_directory")));
    }

    private Assign.@Nullable Paused paused() {
      return way.pausedPage().isEmpty() ? null : new Assign.Paused(way.pausedPage(), hosts());
    }

    private Assign.@Nullable Hotspot hotspot(UUID site, @Nullable String directory) {
      return directory == null || way.portal().isEmpty()
          ? null
          : new Assign.Hotspot(hosts(), directory, LoginFiles.of(tenant, way.portal(), site));
    }

    private List<String> hosts() {
      List<String> hosts = new ArrayList<>();
      if (!way.portalHost().isEmpty()) {
        hosts.add(way.portalHost());
      }
      way.reachable().stream().filter(host -> !hosts.contains(host)).forEach(hosts::add);
      return hosts;
    }
  }
}
