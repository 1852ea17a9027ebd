package io.washa.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.payments.PaidDay.Delivery;
import io.washa.testing.StandingPlatform;
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
  void withoutTheUniqueKeyOfReceiptsMoneyIsCreditedTwice() {
    PaidDay day = StandingPlatform.bean(PaidDay.class).of(PAYMENTS);
    day.dropTheUniqueKeyOfReceipts();

    List<Delivery> everyConfirmationOften =
        java.util.stream.IntStream.range(0, PAYMENTS * 8)
            .mapToObj(i -> new Delivery(i / 8, PaidDay.Door.CONFIRMATION))
            .toList();
    day.deliver(everyConfirmationOften);
    day.close();

    assertThat(day.wrongs()).isNotEmpty();
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    Arbitrary<Delivery> delivery =
        Combinators.combine(
                Arbitraries.integers().between(0, PAYMENTS - 1),
                Arbitraries.frequencyOf(
                    net.jqwik.api.Tuple.of(6, Arbitraries.just(PaidDay.Door.CONFIRMATION)),
                    net.jqwik.api.Tuple.of(6, Arbitraries.just(PaidDay.Door.PROMPT_RESULT)),
                    net.jqwik.api.Tuple.of(2, Arbitraries.just(PaidDay.Door.HAND)),
                    net.jqwik.api.Tuple.of(2, Arbitraries.just(PaidDay.Door.CLAIM)),
                    net.jqwik.api.Tuple.of(1, Arbitraries.just(PaidDay.Door.PULL)),
                    net.jqwik.api.Tuple.of(1, Arbitraries.just(PaidDay.Door.STATEMENT))))
            .as(Delivery::new);
    return delivery.list().ofMinSize(0).ofMaxSize(PAYMENTS * 4);
  }
}
