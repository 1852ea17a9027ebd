package io.washa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that carries a secret does not say it, for whoever logs it. */
class SecretRecordsTest {
  private record Careless(String name, String password) {}

  private record Careful(String name, String password) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Says what the records within it say. */
  private record Outer(Careless inner, String token) {}

  static List<Class<?>> all() {
    return SecretRecords.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRecordDoesNotSayItsSecrets(Class<?> type) {
    assertThat(SecretRecords.sample(type).toString()).doesNotContain(SecretRecords.SECRET);
  }

  @Test
  void theRecordsThatAreKnownToCarrySecretsAreFound() {
    assertThat(all())
        .extracting(Class::getName)
        .contains(
            "io.washa.network.Routers$Login",
            "io.washa.payments.daraja.Shortcode",
            "io.washa.payments.daraja.Shortcode$Credentials",
            "io.washa.payments.daraja.DarajaTokens$Token",
            "io.washa.protocol.Assign$Router",
            "io.washa.protocol.ApplyDesired$Access",
            "io.washa.protocol.Enrolment$Request",
            "io.washa.agent.AgentConfig",
            "io.washa.tenancy.CellSetup$Passwords",
            "io.washa.tenancy.DatabaseProperties");
  }

  @Test
  void aCarelessRecordIsCaughtAndACarefulOneIsNot() {
    assertThat(SecretRecords.hasSecret(Careless.class)).isTrue();
    assertThat(SecretRecords.sample(Careless.class).toString()).contains(SecretRecords.SECRET);
    assertThat(SecretRecords.sample(Outer.class).toString()).contains(SecretRecords.SECRET);
    assertThat(SecretRecords.sample(Careful.class).toString())
        .isNotBlank()
        .doesNotContain(SecretRecords.SECRET);
  }
}
