package io.washa.admin.subscribers;

import io.washa.insight.ServiceStatus;
import io.washa.network.health.LoginRefusals;
import io.washa.network.health.Refused;
import io.washa.network.sessions.SessionList;
import io.washa.network.sessions.UsageList;
import io.washa.subscriptions.DataAllowances;
import io.washa.subscriptions.DataAllowances.Allowance;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is known of how a subscriber is online. */
@Component
@ConditionalOnRole(Role.ADMIN)
class LineDesk {
  private static final int LAST_SESSIONS = 10;

  private final SessionList sessions;
  private final UsageList usage;
  private final LoginRefusals refusals;
  private final DataAllowances allowances;

  LineDesk(
      SessionList sessions, UsageList usage, LoginRefusals refusals, DataAllowances allowances) {
    this.sessions = sessions;
    this.usage = usage;
    this.refusals = refusals;
    this.allowances = allowances;
  }

  /** One service's line. */
  record Line(
      ServiceStatus service,
      UsageList.Used used,
      @Nullable Allowance allowance,
      List<Refused> refusals,
      List<SessionList.Line> sessions) {}

  List<Line> read(List<ServiceStatus> services) {
    return services.stream()
        .map(each ->
            new Line(
                each,
                usage.used(each.service()),
                allowances.of(each.service()).orElse(null),
                refusals.ofService(each.service()),
                sessions.ofService(each.service(), LAST_SESSIONS)))
        .toList();
  }
}
