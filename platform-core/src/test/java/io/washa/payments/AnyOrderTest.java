package io.washa.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.PaidDay.Delivery;
import io.washa.testing.StandingPlatform;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The messages of a thousand payments through all doors, in any order, at once, lost, repeated and
 * late: each is credited once, the ledger is M-Pesa's statement, and the books balance.
 */
class AnyOrderTest {
  private static final int PAYMENTS = 50;
  private static final int DAYS = 20;

  @AfterContainer
  static void stop() {
    StandingPlatform.close();
  }

  @Property(
      tries = DAYS,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE,
      generation = GenerationMode.RANDOMIZED)
  void whateverComesInWhateverOrderEveryShillingIsBookedOnce(
      @ForAll("deliveries") List<Delivery> deliveries) {
    PaidDay day = StandingPlatform.bean(PaidDay.class).of(PAYMENTS);

    day.deliver(deliveries);
    day.close();

    assertThat(day.wrongs()).as("%d deliveries", deliveries.size()).isEmpty();
  }

  /** The proof that the test can fail: what keeps the promise is the unique key. */
  @Example
  void theSameWithoutTheUniqueKeyOfReceiptsCreditsMoneyTwice() {
    boolean twice = false;
    for (int i = 0; i < 3 * DAYS && !twice; i++) {
      PaidDay day = StandingPlatform.bean(PaidDay.class).of(PAYMENTS);
      day.dropTheUniqueKeyOfReceipts();
      day.deliver(deliveries().sample());
      day.close();
      twice = day.wrongs().stream().anyMatch(wrong -> wrong.startsWith("clearing: "));
    }

    assertThat(twice).isTrue();
  }

  private static List<Delivery> flat(List<List<Delivery>> told) {
    return told.stream().flatMap(List::stream).toList();
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    Arbitrary<Delivery> delivery =
        Combinators.combine(
                Arbitraries.integers().between(0, PAYMENTS - 1),
                Arbitraries.frequencyOf(
                    net.jqwik.api.Tuple.of(6, Arbitraries.just(PaidDay.Door.CONFIRMATION)),
                    net.jqwik.api.Tuple.of(
                        2, Arbitraries.just(PaidDay.Door.CONFIRMATION_WITHOUT_REFERENCE)),
                    net.jqwik.api.Tuple.of(6, Arbitraries.just(PaidDay.Door.PROMPT_RESULT)),
                    net.jqwik.api.Tuple.of(6, Arbitraries.just(PaidDay.Door.QUERY)),
                    net.jqwik.api.Tuple.of(2, Arbitraries.just(PaidDay.Door.STATUS)),
                    net.jqwik.api.Tuple.of(2, Arbitraries.just(PaidDay.Door.HAND)),
                    net.jqwik.api.Tuple.of(2, Arbitraries.just(PaidDay.Door.CLAIM)),
                    net.jqwik.api.Tuple.of(1, Arbitraries.just(PaidDay.Door.PULL)),
                    net.jqwik.api.Tuple.of(1, Arbitraries.just(PaidDay.Door.STATEMENT))))
            .as(Delivery::new);
    // Some are told twice in the same breath.
    Arbitrary<List<Delivery>> told =
        Combinators.combine(delivery, Arbitraries.integers().between(1, 2))
            .as((each, times) -> Collections.nCopies(times, each));
    return told.list().ofMinSize(0).ofMaxSize(PAYMENTS * 3).map(AnyOrderTest::flat);
  }
}
