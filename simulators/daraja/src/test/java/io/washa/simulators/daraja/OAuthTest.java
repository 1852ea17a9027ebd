package io.washa.simulators.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthTest {
  private static final String GRANT = "?grant_type=client_credentials";

  private final DarajaSimulator daraja =
      DarajaSimulator.builder().shortcode(Client.PAYBILL).start();
  private final Client client = new Client(daraja);

  @AfterEach
  void stop() {
    daraja.close();
  }

  @Test
  void rightCredentialsGetATokenWithItsLifeAsText() {
    Client.Answer answer = client.oauth(GRANT, "key", "secret");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("expires_in").isString()).isTrue();
    assertThat(answer.field("expires_in")).isEqualTo("3599");
    assertThat(answer.field("access_token")).matches("[A-Za-z0-9]{28}");
  }

  @Test
  void wrongSecretOrGrantIsRefusedWithItsOwnCode() {
    Client.Answer secret = client.oauth(GRANT, "key", "other");
    assertThat(secret.status()).isEqualTo(400);
    assertThat(secret.field("errorCode")).isEqualTo("400.008.01");
    Client.Answer grant = client.oauth("?grant_type=password", "key", "secret");
    assertThat(grant.status()).isEqualTo(400);
    assertThat(grant.field("errorCode")).isEqualTo("400.008.02");
  }

  @Test
  void aNewTokenKillsTheOldOneUnlessSwitchedOff() {
    Map<String, Object> push = Client.aPush(Client.PAYBILL, "http://127.0.0.1:9/stk");
    String old = client.login(Client.PAYBILL).token;
    String fresh = client.login(Client.PAYBILL).token;
    client.token = old;
    Client.Answer refused = client.post(Client.PUSH, push);
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.field("errorCode")).isEqualTo("404.001.03");
    assertThat(refused.field("errorMessage")).isEqualTo("Invalid Access Token");

    client.post("/control/switches", Map.of("tokenInvalidation", false));
    client.login(Client.PAYBILL);
    client.token = fresh;
    assertThat(client.post(Client.PUSH, push).status()).isEqualTo(200);
  }

  @Test
  void wrongMethodAndUnknownPathAreRefusedAsTheGatewayDoes() {
    assertThat(client.get(Client.PUSH).field("errorCode")).isEqualTo("405.001");
    assertThat(client.get("/mpesa/nothing").field("errorCode")).isEqualTo("404.001.01");
  }
}
