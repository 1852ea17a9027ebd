package io.washa.testing;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.payments.daraja.Shortcode;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An ISP in business: a PayBill, a site, and two plans. */
public record Isp(Tenant tenant, Shortcode payBill, UUID site, UUID hourPlan, UUID monthPlan) {

  /** A subscriber with one service, which has not been paid yet. */
  public record ASubscriber(UUID id, AccountNumber account, PhoneNumber phone, UUID service) {}

  /** Its number. */
  public TenantId id() {
    return tenant.id();
  }

  /** Asks something on the ISP's behalf. */
  public <R extends @Nullable Object> R asks(Supplier<R> question) {
    return TenantContext.<R, RuntimeException>call(id(), question::get);
  }

  /** Does something on the ISP's behalf. */
  public void does(Runnable action) {
    TenantContext.run(id(), action);
  }
}
