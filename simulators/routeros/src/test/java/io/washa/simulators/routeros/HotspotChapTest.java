package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The login page's challenge, which a browser answers without sending the password. */
class HotspotChapTest {
  private static final String PHONE = "AA:BB:CC:00:00:01";
  private static final JsonNode VECTORS = Vectors.read("hotspot-chap.json");

  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .user("washa", "secret")
          .hotspot("cafe", "10.5.50.1")
          .cost(CostModel.FREE)
          .start();

  @BeforeEach
  void aPhoneOnTheWifi() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      assertThat(client.ask("/ip/hotspot/user/add", "=name=h1", "=password=pw")).hasSize(1);
    }
    router.join(PHONE, "10.5.50.20");
  }

  @AfterEach
  void stop() {
    router.close();
  }

  static Stream<JsonNode> vectors() {
    return VECTORS.get("vectors").valueStream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aResponseIsComputedAndWrittenAsTheVectorsSay(JsonNode vector) {
    HotspotChap page =
        new HotspotChap(
            HexFormat.of().parseHex(vector.get("chap_id_hex").asString())[0],
            HexFormat.of().parseHex(vector.get("chap_challenge_hex").asString()));
    assertThat(page.response(vector.get("password").asString()))
        .isEqualTo(vector.get("response_md5_hex").asString());
    assertThat(page.writtenId()).isEqualTo(vector.get("chap_id_raw").asString());
    assertThat(page.writtenChallenge()).isEqualTo(vector.get("chap_challenge_raw").asString());
  }

  /** What the page's script does, from the octal-escaped variables. */
  private static String script(LoginPage page, String password) throws Exception {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(unescaped(page.chapId()));
    md5.update(password.getBytes(ISO_8859_1));
    return HexFormat.of().formatHex(md5.digest(unescaped(page.chapChallenge())));
  }

  private static byte[] unescaped(String octal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 1; i < octal.length(); i += 4) {
      bytes.write(Integer.parseInt(octal.substring(i, i + 3), 8));
    }
    return bytes.toByteArray();
  }

  @Test
  void theRightResponseLetsADeviceIn() throws Exception {
    LoginPage page = router.openLoginPage(PHONE).orElseThrow();
    assertThat(router.submitLoginResponse(PHONE, "h1", script(page, "pw"))).isEmpty();
    assertThat(router.isOnline(PHONE)).isTrue();
  }

  @Test
  void aResponseToAnotherViewOfThePageDoesNot() throws Exception {
    LoginPage old = router.openLoginPage(PHONE).orElseThrow();
    assertThat(router.openLoginPage(PHONE)).isPresent();
    assertThat(router.submitLoginResponse(PHONE, "h1", script(old, "pw")))
        .contains(VECTORS.get("errors_txt_default_english").get("invalid-username").asString());
    assertThat(router.submitLoginResponse(PHONE, "h1", script(old, "pw")))
        .contains(VECTORS.get("errors_txt_default_english").get("chap-missing").asString());
    assertThat(router.isOnline(PHONE)).isFalse();
  }
}
