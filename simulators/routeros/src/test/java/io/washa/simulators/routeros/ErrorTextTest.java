package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Refusals in the words of real routers. */
class ErrorTextTest {
  private static final JsonNode ERRORS = Vectors.read("error-texts.json").get("errors");
  private static final String PHONE = "AA:BB:CC:00:00:01";

  private static String text(String what) {
    for (JsonNode error : ERRORS) {
      if (error.get(0).asString().equals(what)) {
        return error.get(1).asString();
      }
    }
    throw new IllegalArgumentException("no vector " + what);
  }

  private static Arguments on7(String what, String command, String... words) {
    return Arguments.of("7.20", what, command, List.of(words));
  }

  private static Arguments on6(String what, String command, String... words) {
    return Arguments.of("6.49", what, command, List.of(words));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        on6("row gone v6", "/ppp/secret/remove", "=.id=*FF"),
        on7("row gone v7", "/ppp/secret/remove", "=.id=*FF"),
        on7("unknown command", "/ppp/secret/nosuch"),
        on6("unknown menu", "/nosuch/print"),
        on7("unknown menu v7", "/nosuch/print"),
        on6("unknown arg", "/ppp/secret/add", "=name=x", "=nosuch=1"),
        on7("unknown arg v7", "/ppp/secret/add", "=name=x", "=nosuch=1"),
        on7("ppp secret duplicate", "/ppp/secret/add", "=name=u"),
        on7(
            "wireless security-profile duplicate (likely ppp/hotspot profile too)",
            "/ppp/profile/add",
            "=name=u"),
        on7("hotspot user duplicate", "/ip/hotspot/user/add", "=name=u"),
        on7("router user duplicate", "/user/add", "=name=u", "=group=full"),
        on7("ip address duplicate", "/ip/address/add", "=address=10.0.0.1/24", "=interface=ether1"),
        on7(
            "address-list/arp duplicate",
            "/ip/firewall/address-list/add",
            "=list=l",
            "=address=10.0.0.1"),
        on7("interface (pptp-client, vlan...) duplicate", "/interface/bridge/add", "=name=u"),
        on7("simple queue duplicate", "/queue/simple/add", "=name=u", "=target=10.0.0.1"),
        on7("pool duplicate", "/ip/pool/add", "=name=u", "=ranges=10.0.0.1"),
        on7("dns static duplicate", "/ip/dns/static/add", "=name=u", "=address=10.0.0.1"),
        on7("bad profile", "/ppp/secret/add", "=name=x", "=profile=nosuch"),
        on7("bad interface", "/ip/address/add", "=address=10.0.0.1", "=interface=nosuch"),
        on7("bad address", "/ppp/secret/add", "=name=x", "=remote-address=nosuch"),
        on7("bad mac", "/ip/hotspot/user/add", "=name=x", "=mac-address=nosuch"),
        on7("file too big", "/file/add", "=name=x.txt", "=contents=" + "x".repeat(61_441)),
        on7("missing arg", "/ppp/secret/add"),
        on7("hotspot login unknown ip", "/ip/hotspot/active/login", "=user=u", "=ip=10.5.50.99"),
        on7(
            "hotspot login wrong mac",
            "/ip/hotspot/active/login",
            "=user=u",
            "=ip=10.5.50.20",
            "=mac-address=AA:BB:CC:00:00:99"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalIsWordedAsTheVectorsSay(
      String version, String what, String command, List<String> words) throws Exception {
    try (RouterOsSimulator router =
            RouterOsSimulator.builder()
                .version(version)
                .user("washa", "secret")
                .hotspot("cafe", "10.5.50.1")
                .cost(CostModel.FREE)
                .start();
        RawClient client = RawClient.loggedIn(router)) {
      if (what.endsWith("duplicate") || what.contains("duplicate (")) {
        assertThat(ask(client, command, words)).contains("!done").doesNotContain("!trap");
      }
      router.join(PHONE, "10.5.50.20");
      String wanted =
          text(what)
              .replace("<word>", "nosuch")
              .replace("<name>", "nosuch")
              .replace("<names>", "name")
              .replace("<ip>", "10.5.50.99");
      assertThat(ask(client, command, words)).contains("!trap").contains("=message=" + wanted);
    }
  }

  private static String ask(RawClient client, String command, List<String> words) throws Exception {
    String[] all = Stream.concat(Stream.of(command), words.stream()).toArray(String[]::new);
    return client.ask(all).toString();
  }
}
