package io.washa.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"aa:bb:cc:00:11:2f", "AA-BB-CC-00-11-2F", "aabb.cc00.112f", " AABBCC00112F "})
  void everySpellingIsTheSameAddress(String spelling) {
    assertThat(MacAddress.parse(spelling)).contains(new MacAddress("AA:BB:CC:00:11:2F"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aa:bb:cc:00:11",
        "aa:bb:cc:00:11:2g",
        "ff:ff:ff:ff:ff:ff",
        "01:00:5e:00:00:01",
        "00:00:00:00:00:00",
        "$(mac)",
        "aa:bb:cc:00:11:2f' OR '1'='1"
      })
  void whatIsNoDevicesAddressIsRefused(String input) {
    assertThat(MacAddress.parse(input)).isEmpty();
    assertThatThrownBy(() -> new MacAddress(input)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAddressThatAPhoneMadeUpIsADevicesAddress() {
    assertThat(MacAddress.parse("02:00:00:00:00:01")).isPresent();
  }
}
