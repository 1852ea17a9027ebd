package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstWordsTest {
  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .identity("hq")
          .user("washa", "secret")
          .cost(CostModel.FREE)
          .start();
  private RawClient client;

  FirstWordsTest() throws Exception {
    client = new RawClient(router.apiPort());
  }

  @BeforeEach
  void logIn() throws Exception {
    client.close();
    client = RawClient.loggedIn(router);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    router.close();
  }

  @Test
  void identityIsPrintedUnderTheTagOfItsCommand() throws Exception {
    assertThat(client.ask("/system/identity/print", ".tag=7"))
        .containsExactly(List.of("!re", "=name=hq", ".tag=7"), List.of("!done", ".tag=7"));
  }

  @Test
  void aSecretIsAddedReadBackChangedAndRemoved() throws Exception {
    assertThat(client.ask("/ppp/profile/add", "=name=p10", "=rate-limit=2M/10M"))
        .containsExactly(List.of("!done", "=ret=*1"));
    assertThat(
            client.ask("/ppp/secret/add", "=name=u1", "=password=p", "=profile=p10", "=comment=x"))
        .containsExactly(List.of("!done", "=ret=*1"));
    assertThat(client.ask("/ppp/secret/set", "=.id=u1", "=disabled=yes"))
        .containsExactly(List.of("!done"));
    assertThat(
            client.ask(
                "/ppp/secret/print", "=.proplist=.id,name,profile,disabled,comment", "?>comment="))
        .containsExactly(
            List.of("!re", "=.id=*1", "=name=u1", "=profile=p10", "=disabled=true", "=comment=x"),
            List.of("!done"));
    assertThat(client.ask("/ppp/secret/remove", "=.id=*1")).containsExactly(List.of("!done"));
    assertThat(client.ask("/ppp/secret/print"))
        .containsExactly(List.of("!empty"), List.of("!done"));
  }
}
