package io.washa.admin.counter;

import io.washa.admin.desk.TenantUi;
import io.washa.billing.Tills;
import io.washa.billing.approvals.Approvals;
import io.washa.insight.TillDesk;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.stereotype.Component;

/** All that the counter reads and does with. */
@Component
@ConditionalOnRole(Role.ADMIN)
record Counter(TillDesk desk, Tills tills, Approvals approvals) {

  static String who() {
    return TenantUi.signedIn().member().email();
  }
}
