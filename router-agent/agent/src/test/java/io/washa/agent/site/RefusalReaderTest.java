package io.washa.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agent.store.AgentFolder;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Refusals.Reason;
import io.washa.protocol.Refusals.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalReaderTest {
  private static final String PPP = "pppoe,ppp,error";
  private static final String FAILED = "<0001>: user %s authentication failed";
  @TempDir Path data;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private AgentFolder folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private RefusalReader reader;

  @BeforeEach
  void rows() throws IOException {
    folder = AgentFolder.open(data);
    UUID router = UUID.randomUUID();
    DesiredRows rows = new DesiredRows(aRouter(router), folder.router(router));
    rows.accept(
        new ApplyDesired(
            router,
            1,
            true,
            0,
            1,
            1,
            1,
            List.of(),
            List.of(
                row("pppoe", "amina", true),
                row("pppoe", "off", false),
                row("hotspot", "hawa", true))));
    reader = new RefusalReader(rows);
  }

  private static Assign.Router aRouter(UUID id) {
    return new Assign.Router(
        id, 1, "tower", "127.0.0.1", 8728, null, "washa", "secret", OneRouter.PPPOE);
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @ParameterizedTest
  @CsvSource({"amina, WRONG_PASSWORD", "nobody, UNKNOWN_NAME", "off, SWITCHED_OFF"})
  void theSameWordsMeanWhatShouldBe(String name, Reason reason) {
    Refusal refusal = read(PPP, FAILED.formatted(name));
    assertThat(refusal.reason()).isEqualTo(reason.name());
    assertThat(refusal.name()).isEqualTo(name);
    assertThat(refusal.method()).isEqualTo("pppoe");
    assertThat(refusal.mac()).isNull();
  }

  @Test
  void theDeviceIsTheOneOfTheLineBefore() {
    assertThat(reader.read("pppoe,info", "PPPoE connection established from AA:BB:CC:00:00:01"))
        .isEmpty();
    assertThat(read(PPP, FAILED.formatted("amina")).mac()).isEqualTo("AA:BB:CC:00:00:01");
    assertThat(read(PPP, FAILED.formatted("amina")).mac()).isNull();
  }

  @Test
  void ofTwoDevicesThatCameAtOnceNobodyKnowsWhichWasRefused() {
    reader.read("pppoe,info", "PPPoE connection established from AA:BB:CC:00:00:01");
    reader.read("pppoe,info", "PPPoE connection established from AA:BB:CC:00:00:02");
    assertThat(read(PPP, FAILED.formatted("amina")).mac()).isNull();
  }

  @Test
  void aDeviceThatCameInIsNotTheOneRefused() {
    reader.read("pppoe,info", "PPPoE connection established from AA:BB:CC:00:00:01");
    reader.read("pppoe,info", "PPPoE connection established from AA:BB:CC:00:00:02");
    reader.read("pppoe,ppp,info,account", "brian logged in, 10.0.0.2 from AA:BB:CC:00:00:01");
    assertThat(read(PPP, FAILED.formatted("amina")).mac()).isEqualTo("AA:BB:CC:00:00:02");
  }

  @Test
  void asecondSessionWhereOneIsAllowedIsOneTooMany() {
    assertThat(read(PPP, "<0001>: user amina is already active").reason())
        .isEqualTo("TOO_MANY_SESSIONS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invalid username or password|WRONG_PASSWORD",
        "user hawa is not allowed to log in from this MAC address|OTHER_DEVICE",
        "invalid username (hawa): this MAC address is not yours|OTHER_DEVICE",
        "no more sessions are allowed for user hawa|TOO_MANY_SESSIONS",
        "user hawa has reached uptime limit|LIMIT_REACHED",
        "user hawa has reached traffic limit|LIMIT_REACHED",
        "RADIUS server is not responding|OTHER",
        "cannot assign ip address - no more free addresses from pool|OTHER",
      })
  void aHotspotSaysWhy(String why, Reason reason) {
    Refusal refusal = read("hotspot,info,debug", "->: hawa (10.5.50.9): login failed: " + why);
    assertThat(refusal.reason()).isEqualTo(reason.name());
    assertThat(refusal.method()).isEqualTo("hotspot");
    assertThat(refusal.name()).isEqualTo("hawa");
  }

  @Test
  void otherLinesAreNoRefusals() {
    assertThat(reader.read("system,info", "user admin logged in via api")).isEmpty();
    assertThat(reader.read("pppoe,ppp,info", "<pppoe-amina>: connected")).isEmpty();
    assertThat(reader.read("system,error", "login failure for user root")).isEmpty();
  }

  @Test
  void aNameAsLongAsSomebodyLikesIsCut() {
    assertThat(read(PPP, FAILED.formatted("x".repeat(5000))).name()).hasSize(64);
  }

  private Refusal read(String topics, String message) {
    return reader.read(topics, message).orElseThrow();
  }

  private static Access row(String method, String name, boolean enabled) {
    return new Access(UUID.randomUUID(), 1, method, name, "pw", "p", enabled, null, false);
  }
}
