package io.washa.payments.daraja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.tenancy.TenantProvisioning;
import io.washa.tenancy.Tenants;
import io.washa.testing.CoreTest;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

@CoreTest
class ShortcodesTest {
  private static final NewShortcode PAYBILL =
      new NewShortcode(
          "600300",
          Shortcode.Kind.PAYBILL,
          new Shortcode.Credentials("key", "secret", "passkey"),
          Shortcode.C2bVersion.V1);

  private final TenantProvisioning provisioning;
  private final Shortcodes shortcodes;
  private final Tenants tenants;
  private final TransactionTemplate transaction;
  private TenantId isp = new TenantId(1);

  ShortcodesTest(
      TenantProvisioning provisioning,
      Shortcodes shortcodes,
      Tenants tenants,
      TransactionTemplate transaction) {
    this.provisioning = provisioning;
    this.shortcodes = shortcodes;
    this.tenants = tenants;
    this.transaction = transaction;
  }

  @BeforeEach
  void aNewIsp() {
    String slug = "sc-" + UUID.randomUUID().toString().substring(0, 8);
    isp =
        provisioning
            .provision(
                new TenantProvisioning.NewTenant(
                    slug, slug, new Tenant.Brand("#0b6e4f", ""), List.of()))
            .id();
  }

  @Test
  void anAddedShortcodeIsReadBackWithItsSecrets() {
    Shortcode added = as(() -> shortcodes.add(PAYBILL));

    assertThat(as(() -> shortcodes.get(added.id()))).isEqualTo(added);
    assertThat(as(shortcodes::primary)).contains(added);
    assertThat(as(shortcodes::all)).containsExactly(added);
    assertThat(added.credentials()).isEqualTo(PAYBILL.credentials());
    assertThat(added.c2bVersion()).isEqualTo(Shortcode.C2bVersion.V1);
    assertThat(added.callbackToken()).matches("[0-9a-f]{32}");
  }

  @Test
  void itsCallbackTokenLeadsToItAndAnotherDoesNot() {
    Shortcode added = as(() -> shortcodes.add(PAYBILL));

    assertThat(tenants.findCallbackRoute(added.callbackToken()))
        .contains(new Tenants.CallbackRoute(isp, added.id()));
    assertThat(tenants.findCallbackRoute("0".repeat(32))).isEmpty();
  }

  @Test
  void addingItAgainKeepsItsToken() {
    Shortcode first = as(() -> shortcodes.add(PAYBILL));

    assertThat(as(() -> shortcodes.add(PAYBILL))).isEqualTo(first);
    assertThat(as(shortcodes::all)).hasSize(1);
  }

  @Test
  void itIsNotAddedInsideATransaction() {
    assertThatThrownBy(() -> as(() -> transaction.execute(status -> shortcodes.add(PAYBILL))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(as(shortcodes::all)).isEmpty();
  }

  @Test
  void callbacksAndRegistrationAreNoted() {
    UUID id = as(() -> shortcodes.add(PAYBILL)).id();
    assertThat(as(() -> shortcodes.health(id)))
        .hasValueSatisfying(health -> {
          assertThat(health.registration()).isEqualTo(ShortcodeHealth.Registration.MISSING);
          assertThat(health.lastCallback()).isEmpty();
        });

    TenantContext.run(
        isp,
        () -> {
          shortcodes.noteCallback(id);
          shortcodes.noteRegistration(id, ShortcodeHealth.Registration.REFUSED, "no product");
        });

    assertThat(as(() -> shortcodes.health(id)))
        .hasValueSatisfying(health -> {
          assertThat(health.registration()).isEqualTo(ShortcodeHealth.Registration.REFUSED);
          assertThat(health.text()).isEqualTo("no product");
          assertThat(health.lastCallback()).isPresent();
        });
  }

  private <T> T as(Supplier<T> action) {
    return TenantContext.call(isp, action::get);
  }
}
