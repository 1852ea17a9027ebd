package io.washa.admin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.admin.desk.Texts;
import io.washa.billing.approvals.ApprovalKind;
import io.washa.billing.approvals.Obstacle;
import io.washa.subscriptions.Terms;
import io.washa.tenancy.Settings;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forms that follow the records of what can be chosen. */
class RuleFormTest {
  /** What a form cannot show is the record's own to keep. */
  record Odd(boolean on, List<Integer> unknown, java.time.Duration kept) {}

  @Test
  void whatIsShownIsWhatIsChosenForEveryRuleThereIs() {
    RulesView.CHOICES.forEach(RuleFormTest::comesBack);
  }

  private static <T> void comesBack(Settings.Choice<T> choice) {
    RuleForm<T> form = new RuleForm<>(choice);
    form.show(choice.byDefault());
    assertThat(form.chosen()).as(choice.name()).isEqualTo(choice.byDefault());
  }

  @Test
  void aChoiceThatItsRecordRefusesIsRefusedWithItsSentence() {
    Settings.Choice<Strict> choice = new Settings.Choice<>("test", Strict.class, new Strict(1));
    RuleForm<Strict> form = new RuleForm<>(choice);

    form.show(new Strict(7));
    assertThat(form.chosen().days()).isEqualTo(7);
    Strict.limit = 5;
    assertThatThrownBy(form::chosen).hasMessage("at most 5 days");
  }

  /** Refuses more than its limit. */
  record Strict(int days) {
    private static int limit = 10;

    Strict {
      if (days > limit) {
        throw new IllegalArgumentException("at most " + limit + " days");
      }
    }
  }

  @Test
  void whatNoFieldIsKnownForStaysAsItIs() {
    Odd odd = new Odd(true, List.of(), java.time.Duration.ofHours(2));
    RuleForm<Odd> form = new RuleForm<>(new Settings.Choice<>("test", Odd.class, odd));

    form.show(odd);

    assertThat(form.chosen()).isEqualTo(odd);
  }

  @Test
  void aListOfNamesTakesThoseNamesAndWhatMayBeEmptyMay() {
    RuleForm<Named> form =
        new RuleForm<>(new Settings.Choice<>("test", Named.class, new Named(List.of(), null)));

    form.show(new Named(List.of(Name.ONE), 7));
    assertThat(form.chosen()).isEqualTo(new Named(List.of(Name.ONE), 7));
    form.show(new Named(List.of(), null));
    assertThat(form.chosen().hour()).isNull();
  }

  enum Name {
    ONE
  }

  record Named(List<Name> names, @Nullable Integer hour) {}

  @Test
  void moneyIsTypedInShillingsAndIsNeverBelowNothing() {
    assertThat(RuleForm.minor(new BigDecimal("12.5"))).isEqualTo(1250);
    assertThat(RuleForm.minor(new BigDecimal("-1"))).isNull();
    assertThat(RuleForm.minor(new BigDecimal("1e30"))).isNull();
    assertThat(RuleForm.minor(null)).isNull();
  }

  @Test
  void everyRuleAndEachOfItsPartsHasWords() {
    List<String> missing = new ArrayList<>();
    for (Settings.Choice<?> choice : RulesView.CHOICES) {
      need(missing, "rule." + choice.name());
      need(missing, "rule." + choice.name() + ".about");
      for (RecordComponent part : choice.type().getRecordComponents()) {
        String key = RuleForm.key(choice, part);
        need(missing, key);
        if (part.getType().isEnum()) {
          for (Object option : part.getType().getEnumConstants()) {
            need(missing, key + "." + option);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    need(missing, "rule." + Terms.CHOICE.name() + ".nothing");
    assertThat(missing).as("the check can fail").hasSize(1);
  }

  @Test
  void everyKindOfApprovalAndEveryObstacleHasWords() {
    List<String> missing = new ArrayList<>();
    for (ApprovalKind kind : ApprovalKind.values()) {
      need(missing, "approval." + kind.name().toLowerCase(Locale.ROOT));
    }
    for (Obstacle obstacle : Obstacle.values()) {
      need(missing, "obstacle." + obstacle.name().toLowerCase(Locale.ROOT));
    }
    assertThat(missing).isEmpty();
  }

  private static void need(List<String> missing, String key) {
    if (!Texts.has(key)) {
      missing.add(key);
    }
  }
}
