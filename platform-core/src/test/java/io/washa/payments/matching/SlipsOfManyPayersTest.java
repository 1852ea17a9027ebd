package io.washa.payments.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How often money finds its owner: 20,000 payments to an ISP of 3,000 subscribers, typed as people
 * type, from a seed that nobody has seen. The generator ({@link PayingTown}) shares no code with
 * the matcher.
 */
@CoreTest
class SlipsOfManyPayersTest {
  private static final int PAYMENTS = 20_000;

  private final World world;
  private final JdbcClient jdbc;
  private final Matching matching;
  private final Candidates candidates;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SlipsOfManyPayersTest(
      World world,
      JdbcClient jdbc,
      Matching matching,
      Candidates candidates,
      TransactionTemplate transaction,
      Clock clock) {
    this.world = world;
    this.jdbc = jdbc;
    this.matching = matching;
    this.candidates = candidates;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Test
  void nearlyAllMoneyFindsItsOwnerAndHardlyAnyFindsAnother() {
    long seed = new SecureRandom().nextLong();
    Isp isp = world.anIsp();
    PayingTown town = new PayingTown(seed, clock.instant());
    isp.does(() -> transaction.executeWithoutResult(_ -> town.settle(jdbc, isp)));

    List<String> wrong = new ArrayList<>();
    int right = 0;
    for (int i = 0; i < PAYMENTS; i++) {
      PayingTown.Paid paid = town.pay();
      Optional<UUID> found =
          isp.asks(() ->
              Optional.ofNullable(transaction.execute(_ -> serviceFor(paid))).flatMap(o -> o));
      if (found.isEmpty()) {
        continue;
      }
      if (found.get().equals(paid.meant())) {
        right++;
      } else {
        wrong.add(paid.kind() + " " + paid.typed());
      }
    }

    String seen = "seed " + seed + ": " + right + " right, wrong: " + wrong + "; " + town.kinds();
    System.out.println("MATCHING " + seen);
    assertThat(right).as(seen).isGreaterThanOrEqualTo(PAYMENTS * 95 / 100);
    assertThat(wrong.size()).as(seen).isLessThan(PAYMENTS / 1000);
  }

  private Optional<UUID> serviceFor(PayingTown.Paid paid) {
    return matching
        .byReference(paid.typed(), paid.amount())
        .map(Match::service)
        .or(() ->
            Candidates.best(
                    candidates.of(
                        new Question(
                            UUID.randomUUID(),
                            paid.amount(),
                            paid.typed(),
                            PayerTraits.of(paid.msisdn(), paid.firstName()),
                            paid.at(),
                            false)),
                    MatchingRules.CHOICE.byDefault())
                .map(Candidate::service));
  }
}
