package io.washa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Applied.Outcome;
import io.washa.protocol.ApplyDesired.Access;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Drift;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The login files of a hotspot, on a router. */
class LoginPagesOnARouterTest {
  @TempDir Path data;
  private Fixture site;
  private final Access amina = Fixture.on(UUID.randomUUID(), 1, "amina");

  @BeforeEach
  void aSite() {
    site = new Fixture(data, Fixture.tower().hotspot("cafe", "10.5.50.1"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void pages(String directory, String text) {
    site.rules =
        new Assign.Rules(
            null,
            false,
            null,
            new Assign.Hotspot(List.of(), directory, Map.of("login.html", text)));
  }

  private Drift serve() {
    site.connect();
    site.snapshot(1, amina);
    site.awaitResult(amina, Outcome.APPLIED);
    return site.sweep();
  }

  private String file(String name) {
    return site.simulator.state().rows("/file").stream()
        .filter(row -> name.equals(row.get("name")))
        .map(row -> row.getOrDefault("contents", row.getOrDefault("size", "")))
        .findFirst()
        .orElse("");
  }

  @Test
  void theyAreUploadedOnceAndFollowTheirTexts() {
    pages("hotspot", "<html>Karibu é</html>");
    assertThat(serve().lines()).allSatisfy(line -> assertThat(line).startsWith("FastTrack"));
    String first = file("hotspot/login.html");
    assertThat(first).isIn("<html>Karibu é</html>", "22");
    site.simulator.resetCounters();
    site.sweep();
    assertThat(site.simulator.commands()).doesNotContain("/file/set", "/file/add");
    pages("hotspot", "<html>Karibu sana</html>");
    site.assign();
    Eventually.until("the new text", () -> !file("hotspot/login.html").equals(first));
  }

  @Test
  void aProfileThatShowsOtherPagesIsNamedAndChangedOnlyWhenAPersonSaysSo() {
    pages("washa", "<html>Karibu</html>");
    Drift drift = serve();
    assertThat(drift.foreign()).containsExactly("hotspot-profile cafe");
    assertThat(shown()).isNotEqualTo("washa");
    assertThat(site.command(Command.ADOPT, "hotspot-profile cafe").ok()).isTrue();
    assertThat(shown()).isEqualTo("washa");
    assertThat(site.sweep().foreign()).isEmpty();
  }

  private String shown() {
    return site.simulator.state().rows("/ip/hotspot/profile").stream()
        .filter(row -> "cafe".equals(row.get("name")))
        .map(row -> row.getOrDefault("html-directory", ""))
        .findFirst()
        .orElse("");
  }
}
