package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private static Words words(java.util.Locale language) {
    return new Words(PortalTexts.load().source(), language, ZoneId.of("Africa/Nairobi"));
  }

  private static Properties file(String name) throws IOException {
    Properties texts = new Properties();
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(TextsTest.class.getResourceAsStream("/io/washa/portal/" + name)),
            StandardCharsets.UTF_8)) {
      texts.load(in);
    }
    return texts;
  }

  @Test
  void bothLanguagesHaveTheSameKeysWithTheSamePlaceholders() throws IOException {
    Properties english = file("messages.properties");
    Properties swahili = file("messages_sw.properties");
    assertThat(new TreeSet<>(swahili.stringPropertyNames()))
        .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(swahili.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    var numbers = java.util.regex.Pattern.compile("\\{(\\d)").matcher(text);
    while (numbers.find()) {
      found.add(numbers.group(1));
    }
    return found;
  }

  @Test
  void noTextHoldsAnApostropheThatTheFormatWouldEat() throws IOException {
    assertThat(file("messages.properties").values())
        .noneMatch(text -> text.toString().contains("'"));
    assertThat(file("messages_sw.properties").values())
        .noneMatch(text -> text.toString().contains("'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "2",
        "3",
        "4",
        "8",
        "17",
        "20",
        "26",
        "1001",
        "1019",
        "1025",
        "9999",
        "1031",
        "1032",
        "1036",
        "1037",
        "2001",
        "2028",
        "2029",
        "8006",
        "SFC_IC0003"
      })
  void everyResultCodeHasAReasonWithWordsInBothLanguages(String code) {
    FailureReason reason = FailureReason.of(code);
    assertThat(reason).isNotEqualTo(FailureReason.OTHER);
    for (Words words : List.of(words(LanguageResolver.ENGLISH), words(LanguageResolver.SWAHILI))) {
      assertThat(words.text(reason.key() + ".title")).isNotBlank();
      assertThat(words.text(reason.key() + ".text", "0712 ••• 678", "", "", "", "KSh 50"))
          .isNotBlank();
    }
  }

  @Test
  void aCodeThatNobodyKnowsIsNotTakenForAnother() {
    assertThat(FailureReason.of("00")).isEqualTo(FailureReason.OTHER);
    assertThat(FailureReason.of(null)).isEqualTo(FailureReason.OTHER);
    assertThat(FailureReason.of("1")).isEqualTo(FailureReason.NO_FUNDS);
  }

  @Test
  void everyStageStepAndPhoneProblemHasWords() {
    Words words = words(LanguageResolver.SWAHILI);
    Stream.of(Stage.values())
        .filter(stage -> stage != Stage.FAILED)
        .forEach(stage -> {
          assertThat(words.text("stage." + stage.word() + ".title")).isNotBlank();
          assertThat(words.text("stage." + stage.word() + ".text", "", "", "", "", ""))
              .isNotBlank();
        });
    for (FailureReason reason : FailureReason.values()) {
      assertThat(words.text(reason.key() + ".title")).isNotBlank();
    }
    for (PhoneProblem problem : PhoneProblem.values()) {
      assertThat(words.text(problem.key(), "x")).isNotBlank();
    }
  }
}
