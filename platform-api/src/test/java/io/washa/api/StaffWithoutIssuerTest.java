package io.washa.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** The issuer has never been reached since the start. */
@CoreTest
@TestPropertySource(properties = "washa.identity.issuer=http://127.0.0.1:9/realms/washa")
class StaffWithoutIssuerTest {
  private final World world;
  private final int port;

  StaffWithoutIssuerTest(World world, @Value("${server.port}") int port) {
    this.world = world;
    this.port = port;
  }

  @Test
  void aTokenThatCannotBeCheckedIsNotCalledInvalidAndOpenCallsGoOn() {
    String token = new Issuer().token("owner@isp.test", Issuer.organization("any", 1));
    ApiClient api = ApiClient.at(port, world.anIsp());

    ApiClient.Answer answer = api.get("/api/v1/me", Map.of("Authorization", "Bearer " + token));

    assertThat(answer.code()).isEqualTo("identity_unavailable");
    assertThat(answer.headers()).containsKey("retry-after");
    assertThat(api.get("/api/billing/plans/").status()).isEqualTo(200);
  }
}
