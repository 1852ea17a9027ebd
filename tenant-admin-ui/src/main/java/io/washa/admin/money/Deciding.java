package io.washa.admin.money;

import io.washa.insight.ClaimList;
import io.washa.payments.ByHand;
import io.washa.payments.Claims;
import io.washa.payments.SuspenseDesk;
import io.washa.payments.daraja.Shortcodes;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What a cashier decides about claims with. */
@Component
@ConditionalOnRole(Role.ADMIN)
record Deciding(
    ClaimList list,
    Claims claims,
    ByHand byHand,
    SuspenseDesk suspense,
    Shortcodes shortcodes,
    Clock clock) {}
