package io.washa.demo.seed;

import io.washa.payments.C2bRegistration;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells ISPs that are there already that the demo now uses other ports. */
@Component
class Moving {
  private final Tenants tenants;
  private final Shortcodes shortcodes;
  private final C2bRegistration registration;
  private final JdbcClient jdbc;
  private final List<Integer> ports;

  Moving(
      Tenants tenants,
      Shortcodes shortcodes,
      C2bRegistration registration,
      JdbcClient jdbc,
      @Value("${demo.router-ports}") List<Integer> ports) {
    this.tenants = tenants;
    this.shortcodes = shortcodes;
    this.registration = registration;
    this.jdbc = jdbc;
    this.ports = ports;
  }

  void move() {
    for (DemoIsp isp : DemoIsp.all()) {
      Tenant tenant = tenants.findBySlug(isp.slug()).orElseThrow();
      TenantContext.run(tenant.id(), () -> move(isp));
    }
  }

  private void move(DemoIsp isp) {
    for (DemoIsp.Site site : isp.sites()) {
      jdbc.sql("UPDATE router SET port = ? WHERE name = ?")
          .params(ports.get(site.router()), isp.slug() + "-" + site.name().toLowerCase(Locale.ROOT))
          .update();
    }
    shortcodes.all().forEach(registration::register);
  }
}
