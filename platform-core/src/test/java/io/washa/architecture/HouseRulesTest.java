package io.washa.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The core obeys the rules of the house, and every rule refuses code that breaks it. */
class HouseRulesTest {
  private static final JavaClasses CORE = Compiled.core();

  static Stream<ArchRule> rules() {
    return Arrays.stream(HouseRules.class.getDeclaredFields())
        .filter(field -> field.getType() == ArchRule.class)
        .map(HouseRulesTest::valueOf);
  }

  static Stream<BrokenCode> brokenCode() {
    return BrokenCode.all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theCoreObeys(ArchRule rule) {
    rule.check(CORE);
  }

  @Test
  void theTestsMockNothingEither() {
    HouseRules.NOTHING_IS_MOCKED.check(Compiled.coreAndTests());
  }

  @ParameterizedTest
  @MethodSource("brokenCode")
  void brokenCodeIsRefusedAndItsTwinIsNot(BrokenCode code) {
    JavaClasses broken = Compiled.of(code.sources());
    JavaClasses sound = Compiled.of(code.mended());

    assertThatThrownBy(() -> code.rule().check(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was violated");
    assertThatCode(() -> code.rule().check(sound)).doesNotThrowAnyException();
  }

  @Test
  void everyRuleHasBrokenCode() {
    List<ArchRule> proven = new ArrayList<>();
    BrokenCode.all().forEach(code -> proven.add(code.rule()));

    assertThat(rules()).hasSizeGreaterThan(9).allMatch(proven::contains);
  }

  @Test
  void aRuleThatFindsNothingToCheckFails() {
    JavaClasses elsewhere = Compiled.of(List.of("package io.washa.network; class Router {}"));

    assertThatThrownBy(() -> HouseRules.LEDGER_KNOWS_NOTHING_OF_ISPS.check(elsewhere))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  private static ArchRule valueOf(Field field) {
    try {
      return (ArchRule) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
