package io.washa.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.audit.Audit;
import io.washa.billing.documents.Party;
import io.washa.billing.documents.Tax;
import io.washa.billing.documents.Taxes;
import io.washa.payments.ReversalRules;
import io.washa.tenancy.Settings;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an ISP has chosen, and who changed it. */
@CoreTest
class RulesDeskTest {
  private final RulesDesk rules;
  private final Settings settings;
  private final Audit audit;
  private final Isp isp;

  RulesDeskTest(World world, RulesDesk rules, Settings settings, Audit audit) {
    this.rules = rules;
    this.settings = settings;
    this.audit = audit;
    this.isp = world.anIsp();
  }

  @Test
  void aChangeIsNotedWithWhatHeldBeforeAndNoChangeIsNot() {
    assertThat(changes(true)).as("the default").isFalse();
    assertThat(changes(false)).isTrue();
    assertThat(changes(false)).isFalse();

    assertThat(isp.asks(() -> settings.read(ReversalRules.CHOICE)).cutOff()).isFalse();
    assertThat(isp.asks(() -> audit.of("rule:payments.reversal")))
        .extracting(entry -> entry.deed().details())
        .containsExactly(Map.of("before", "{\"cutOff\":true}", "after", "{\"cutOff\":false}"));
  }

  @Test
  void taxesAndTheSellerAreNotedUnlessTheyAreRefused() {
    Tax vat = new Tax("VAT", "VAT", 1, 1600, LocalDate.of(2020, 1, 1));
    assertThat(isp.asks(() -> rules.change(vat, "owner"))).isInstanceOf(Taxes.Answer.Set.class);
    assertThat(isp.asks(() -> rules.change(vat, "owner"))).isInstanceOf(Taxes.Answer.Refused.class);
    assertThat(isp.<Boolean>asks(() -> rules.change(new Party("Acme Ltd", null), "owner")))
        .isTrue();
    assertThat(isp.<Boolean>asks(() -> rules.change(new Party(" ", null), "owner"))).isFalse();

    assertThat(isp.asks(() -> audit.of("rule:tax.VAT"))).hasSize(1);
    assertThat(isp.asks(() -> audit.of("rule:seller"))).hasSize(1);
  }

  private boolean changes(boolean cutOff) {
    return isp.<Boolean>asks(
        () -> rules.change(ReversalRules.CHOICE, new ReversalRules(cutOff), "owner"));
  }
}
