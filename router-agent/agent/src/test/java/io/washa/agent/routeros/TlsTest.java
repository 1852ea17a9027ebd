package io.washa.agent.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.simulators.routeros.RouterOsSimulator;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsTest {
  private final RouterOsSimulator router =
      RouterOsSimulator.builder().identity("tower").user("washa", "secret").start();

  @AfterEach
  void close() {
    router.close();
  }

  private RouterConnection open(int port, String pin) throws Exception {
    return RouterConnection.open(
        new RouterAddress("127.0.0.1", port, pin, "washa", "secret"), Timings.standard());
  }

  @Test
  void aPinnedCertificateIsTrustedWhoeverSignedIt() throws Exception {
    String pin = router.certificateSha256();
    for (String written : new String[] {pin, pin.toUpperCase(Locale.ROOT)}) {
      try (RouterConnection connection = open(router.apiSslPort(), written)) {
        assertThat(
                connection
                    .call(Sentence.of("/system/identity/print"), Duration.ofSeconds(5))
                    .rows()
                    .get(0))
            .containsEntry("name", "tower");
      }
    }
  }

  @Test
  void anotherCertificateIsRefusedBeforeThePasswordIsSent() {
    String other = "00".repeat(32);
    assertThatThrownBy(() -> open(router.apiSslPort(), other))
        .isInstanceOf(RouterLostException.class)
        .hasMessageContaining("not the one pinned");
    assertThat(router.commands()).doesNotContain("/login");
  }

  @Test
  void aPinnedRouterIsNeverSpokenToInPlain() {
    String pin = router.certificateSha256();
    assertThatThrownBy(() -> open(router.apiPort(), pin)).isInstanceOf(RouterLostException.class);
    assertThat(router.commands()).doesNotContain("/login");
  }
}
