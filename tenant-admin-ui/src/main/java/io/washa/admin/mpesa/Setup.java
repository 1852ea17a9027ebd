package io.washa.admin.mpesa;

import io.washa.admin.desk.TenantUi;
import io.washa.network.Sites;
import io.washa.payments.C2bRegistration;
import io.washa.payments.SelfTests;
import io.washa.payments.ShortcodeDesk;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.recovery.PullRegistration;
import io.washa.tenancy.Settings;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.stereotype.Component;

/** All that the M-Pesa view reads and sets with. */
@Component
@ConditionalOnRole(Role.ADMIN)
record Setup(
    Shortcodes shortcodes,
    ShortcodeDesk desk,
    C2bRegistration addresses,
    PullRegistration pull,
    SelfTests tests,
    Settings settings,
    Sites sites) {

  static String who() {
    return TenantUi.signedIn().member().email();
  }
}
