package io.washa.agent.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.88.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fe80::1",
        "fd00::1"
      })
  void addressesOfASiteArePrivate(String address) throws UnknownHostException {
    assertThat(Dial.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "192.169.0.1",
        "100.128.0.1",
        "100.63.0.1",
        "2001:db8::1",
        "11.0.0.1"
      })
  void othersAreNot(String address) throws UnknownHostException {
    assertThat(Dial.isPrivate(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void thePlainApiOfAPublicAddressIsRefusedBeforeAnythingIsSent() {
    RouterAddress plain = new RouterAddress("203.0.113.9", 8728, null, "washa", "secret");
    assertThatThrownBy(() -> RouterConnection.open(plain, quick()))
        .isInstanceOf(RouterLostException.class)
        .hasMessageContaining("public address")
        .hasMessageContaining("8729");
    RouterAddress pinned = new RouterAddress("203.0.113.9", 8729, "ab", "washa", "secret");
    assertThatThrownBy(() -> RouterConnection.open(pinned, quick()))
        .isInstanceOf(RouterLostException.class)
        .hasMessageNotContaining("public address");
  }

  private static Timings quick() {
    Duration wait = Duration.ofMillis(300);
    return new Timings(wait, wait, wait);
  }
}
