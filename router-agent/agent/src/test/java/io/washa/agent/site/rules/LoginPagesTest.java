package io.washa.agent.site.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.protocol.Assign;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginPagesTest {
  private static final LoginFiles FILES =
      new LoginFiles(
          new Assign.Hotspot(List.of(), "washa", Map.of("login.html", "Karibu é", "x.css", "p{}")));
  private static final Map<String, String> FOLDER = Map.of(".id", "*1", "name", "washa");

  @Test
  void filesThatAreMissingAreMadeInTheirFolder() {
    assertThat(FILES.plan(List.of()))
        .extracting(RuleStep::words)
        .containsExactly("add folder washa", "add file washa/login.html", "add file washa/x.css");
    assertThat(FILES.plan(List.of(FOLDER))).hasSize(2);
  }

  @Test
  void aFileIsWrittenIfItsTextDiffersAndElseNot() {
    Map<String, String> css = Map.of(".id", "*3", "name", "washa/x.css", "contents", "p{}");
    Map<String, String> other =
        Map.of(".id", "*2", "name", "washa/login.html", "size", "9", "contents", "Karibu e!");
    assertThat(FILES.plan(List.of(FOLDER, css, other)).stream().map(s -> s.sentence().toString()))
        .containsExactly("/file/set =numbers=*2 =contents=Karibu é");
    Map<String, String> same =
        Map.of(".id", "*2", "name", "washa/login.html", "contents", "Karibu é");
    assertThat(FILES.plan(List.of(FOLDER, css, same))).isEmpty();
  }

  @Test
  void whereTheTextIsNotPrintedTheSizeInBytesDecides() {
    Map<String, String> css = Map.of(".id", "*3", "name", "washa/x.css", "size", "3");
    Map<String, String> page = Map.of(".id", "*2", "name", "washa/login.html", "size", "9");
    assertThat(FILES.plan(List.of(FOLDER, css, page))).isEmpty();
    Map<String, String> shorter = Map.of(".id", "*2", "name", "washa/login.html", "size", "8");
    assertThat(FILES.plan(List.of(FOLDER, css, shorter))).hasSize(1);
  }

  @Test
  void aFileLongerThanARouterTakesIsSaidAndNotSent() {
    LoginFiles most = files(LoginFiles.MAX_BYTES);
    assertThat(most.plan(List.of(FOLDER))).hasSize(1);
    assertThat(most.tooLong()).isEmpty();
    LoginFiles tooLong = files(LoginFiles.MAX_BYTES + 1);
    assertThat(tooLong.plan(List.of(FOLDER))).isEmpty();
    assertThat(tooLong.tooLong()).hasSize(1);
  }

  private static LoginFiles files(int length) {
    return new LoginFiles(
        new Assign.Hotspot(List.of(), "washa", Map.of("login.html", "x".repeat(length))));
  }

  @Test
  void onlyAProfileOfOursIsMadeToShowTheFolder() {
    LoginFolder folder = new LoginFolder("washa");
    assertThat(plan(folder, "hsprof1", "hotspot").others()).containsExactly("hsprof1");
    assertThat(plan(folder, "hsprof1", "hotspot").steps()).isEmpty();
    assertThat(plan(folder, "washa-hotspot", "hotspot").steps().get(0).sentence().toString())
        .isEqualTo("/ip/hotspot/profile/set =numbers=*1 =html-directory=washa");
    assertThat(plan(folder, "hsprof1", "washa"))
        .isEqualTo(new LoginFolder.Plan(List.of(), List.of()));
  }

  private static LoginFolder.Plan plan(LoginFolder folder, String profile, String shown) {
    return folder.plan(
        List.of(Map.of("name", "hotspot1", "profile", profile)),
        List.of(
            Map.of(".id", "*1", "name", profile, "html-directory", shown),
            Map.of(".id", "*2", "name", "unused", "html-directory", "other")));
  }
}
