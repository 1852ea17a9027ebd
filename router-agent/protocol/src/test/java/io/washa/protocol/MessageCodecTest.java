package io.washa.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final UUID ROUTER = UUID.fromString("00000000-0000-7000-8000-000000000001");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void whatIsWrittenIsReadBackEqual() {
    List<Message> messages =
        List.of(
            new Challenge("00ff"),
            new Hello(
                ROUTER,
                "c2ln",
                "agent 1",
                List.of("pppoe"),
                List.of(new Hello.Holding(ROUTER, 1, 7))),
            new Welcome(NOON, 5000, 7200, List.of(), 10_000),
            new ApplyDesired(
                ROUTER,
                1,
                false,
                6,
                7,
                1,
                1,
                List.of(
                    new ApplyDesired.Profile("washa-p5", "2M/10M"),
                    new ApplyDesired.Profile("washa-h1", "1M/4M", "hotspot", 3)),
                List.of(
                    new ApplyDesired.Access(
                        ROUTER,
                        4,
                        "hotspot",
                        "254711000001",
                        "secret",
                        "washa-h1",
                        true,
                        NOON,
                        false,
                        "AA:BB:CC:00:11:22",
                        new ApplyDesired.Bounds("10.1.0.9", null, 3600, 0, List.of())),
                    new ApplyDesired.Access(
                        ROUTER, 3, "pppoe", "mary", "s\n\"e'cret", "washa-p5", true, NOON, false))),
            new Applied(
                ROUTER,
                1,
                7,
                List.of(new Applied.Result(ROUTER, 3, Applied.Outcome.APPLIED, null))),
            new Observed(ROUTER, false, "no answer", null, true, List.of(), List.of()),
            new Assign(
                List.of(
                    new Assign.Router(
                        ROUTER,
                        1,
                        "Ruiru-2",
                        "192.168.88.1",
                        8728,
                        null,
                        "washa",
                        "s",
                        new Assign.Pppoe("10.0.0.1", "washa", "10.10.0.2-10.10.3.254"),
                        new Assign.Rules(
                            "HF1",
                            true,
                            new Assign.Paused("192.0.2.7:80", List.of("pay.example")),
                            new Assign.Hotspot(
                                List.of("pay.example"), "washa", Map.of("login.html", "<p>")))))),
            new Usage(
                ROUTER,
                List.of(
                    new Observed.Session(ROUTER, "10.1.0.9", 60, "*8", "AA:BB:CC:00:11:22", 1, 2))),
            new Refusals(
                ROUTER,
                List.of(
                    new Refusals.Refusal(
                        "pppoe", "mary", null, "WRONG_PASSWORD", "authentication failed", 3))),
            new Health(
                ROUTER, "7.20", 4, 1, 2, 60, 1, -3, List.of(new Health.Interface("ether1", 8, 16))),
            new Drift(
                ROUTER,
                7,
                false,
                List.of("add user: mary"),
                0,
                "00ff",
                "too many",
                List.of("pppoe jo"),
                List.of(),
                0,
                12),
            new Goodbye("shutting down", true, 2500));

    for (Message message : messages) {
      assertThat(MessageCodec.read(MessageCodec.write(message))).contains(message);
    }
  }

  @Test
  void anOlderHubSaysNothingOfWhenToComeBack() {
    assertThat(MessageCodec.read("{\"type\":\"goodbye\",\"reason\":\"r\",\"retry\":true}"))
        .contains(new Goodbye("r", true, 0));
    assertThat(
            MessageCodec.read(
                """
                {"type":"welcome","time":"2026-11-23T12:00:00Z","heartbeatMillis":5000,
                 "graceSeconds":7200,"capabilities":[]}
                """))
        .contains(new Welcome(NOON, 5000, 7200, List.of(), 0));
  }

  @Test
  void rowsFromBeforeHotspotsAreRowsOfPppoe() {
    ApplyDesired old =
        (ApplyDesired)
            MessageCodec.read(
                    """
                    {"type":"apply-desired","router":"00000000-0000-7000-8000-000000000001",
                     "epoch":1,"snapshot":false,"base":6,"generation":7,"part":1,"parts":1,
                     "profiles":[{"name":"washa-p5","rateLimit":"2M/10M"}],
                     "rows":[{"access":"00000000-0000-7000-8000-000000000001","generation":3,
                       "method":"pppoe","name":"mary","password":"s","profile":"washa-p5",
                       "enabled":true,"endsAt":null,"removed":false}]}
                    """)
                .orElseThrow();

    assertThat(old.profiles())
        .containsExactly(new ApplyDesired.Profile("washa-p5", "2M/10M", "pppoe", 1));
    assertThat(old.rows().get(0).device()).isNull();
    assertThat(old.rows().get(0).bounds()).isNull();
  }

  @Test
  void anAgentFromBeforeUsageSaysNothingOfSingleSessions() {
    Observed old =
        (Observed)
            MessageCodec.read(
                    """
                    {"type":"observed","router":"00000000-0000-7000-8000-000000000001",
                     "reachable":true,"error":null,"identity":null,"complete":false,
                     "came":[{"access":"00000000-0000-7000-8000-000000000001",
                       "address":"10.1.0.9","uptimeSeconds":7}],"went":[]}
                    """)
                .orElseThrow();

    assertThat(old.gone()).isEmpty();
    assertThat(old.came()).containsExactly(new Observed.Session(ROUTER, "10.1.0.9", 7));
  }

  @Test
  void aProfileForHotspotsKeepsItsMethodAndDevices() {
    assertThat(
            MessageCodec.readValue(
                "{\"name\":\"h\",\"rateLimit\":\"\",\"method\":\"hotspot\",\"devices\":3}",
                ApplyDesired.Profile.class))
        .isEqualTo(new ApplyDesired.Profile("h", "", "hotspot", 3));
  }

  @Test
  void aTypeFromTheFutureIsIgnored() {
    assertThat(MessageCodec.read("{\"type\":\"teleport\",\"to\":\"Kisumu\"}")).isEmpty();
  }

  @Test
  void aFieldFromTheFutureIsIgnored() {
    assertThat(MessageCodec.read("{\"type\":\"challenge\",\"nonce\":\"a\",\"mood\":3}"))
        .contains(new Challenge("a"));
  }

  @Test
  void whatIsNoMessageIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> MessageCodec.read("{\"type\":\"challenge\",\"nonce\":\"sec"))
        .isInstanceOf(MessageCodec.MalformedMessageException.class)
        .hasMessageNotContaining("sec");
  }

  @Test
  void secretsStayOutOfToString() {
    var access =
        new ApplyDesired.Access(
            ROUTER, 3, "pppoe", "mary", "hunter2", "washa-p5", true, NOON, false);

    assertThat(access.toString()).contains("mary").doesNotContain("hunter2");
  }
}
