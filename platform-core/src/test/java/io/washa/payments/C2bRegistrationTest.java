package io.washa.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcodes;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Safaricom answers when it is told where payments are to be announced. */
@CoreTest
class C2bRegistrationTest {
  private final World world;
  private final JdbcClient jdbc;
  private final C2bRegistration registration;
  private final Shortcodes shortcodes;
  private Isp isp;

  C2bRegistrationTest(
      World world, JdbcClient jdbc, C2bRegistration registration, Shortcodes shortcodes) {
    this.world = world;
    this.jdbc = jdbc;
    this.registration = registration;
    this.shortcodes = shortcodes;
  }

  @BeforeEach
  void anIspThatIsRegistered() {
    isp = world.anIsp();
    assertThat(noted("registration")).isEqualTo("registered");
  }

  @Test
  void anAppWithoutTheProductIsRefusedAndStaffReadWhatToDo() {
    Safaricom.failsNext("register", "no-product");

    assertThat(register()).isInstanceOf(RegisterOutcome.Refused.class);
    assertThat(noted("registration")).isEqualTo("refused");
    assertThat(noted("registration_text")).isNotBlank();

    assertThat(register()).isInstanceOf(RegisterOutcome.Registered.class);
    assertThat(noted("registration")).isEqualTo("registered");
  }

  @Test
  void aFirewallsPageAndABusyGatewayChangeNothing() {
    for (String preset : new String[] {"waf", "busy", "spike-arrest"}) {
      Safaricom.failsNext("register", preset);

      assertThat(register()).as(preset).isInstanceOf(RegisterOutcome.TryLater.class);
      assertThat(noted("registration")).isEqualTo("registered");
    }
    assertThat(register()).isInstanceOf(RegisterOutcome.Registered.class);
  }

  @Test
  void addressesThatStandInTheOldStoreAreRegisteredAlready() {
    Safaricom.failsNext("register", "soap-fault");

    assertThat(register()).isInstanceOf(RegisterOutcome.AlreadyRegistered.class);
    assertThat(noted("registration")).isEqualTo("registered");
  }

  @Test
  void aTokenThatWasKilledIsFetchedAnewOnce() {
    Safaricom.failsNext("register", "invalid-token");

    assertThat(register()).isInstanceOf(RegisterOutcome.Registered.class);
  }

  private RegisterOutcome register() {
    return isp.asks(() -> registration.register(shortcodes.get(isp.payBill().id())));
  }

  private String noted(String column) {
    return isp.asks(() ->
        jdbc.sql("SELECT coalesce(" + column + ", '') FROM shortcode WHERE id = ?")
            .param(isp.payBill().id())
            .query((row, _) -> row.getString(1))
            .single());
  }
}
