package io.washa.subscriptions;

import io.washa.catalog.Plan;
import io.washa.customers.Service;
import io.washa.network.DesiredAccess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a service with a plan wants of the network. */
final class DesiredAccesses {
  private DesiredAccesses() {}

  static DesiredAccess of(Service service, Plan plan, @Nullable Instant until) {
    return new DesiredAccess(
        service,
        new DesiredAccess.Profile(plan.profileName(), plan.rateLimit(), plan.devices()),
        until);
  }
}
