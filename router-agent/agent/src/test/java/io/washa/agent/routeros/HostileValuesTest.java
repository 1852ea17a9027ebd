package io.washa.agent.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.simulators.routeros.CostModel;
import io.washa.simulators.routeros.RouterOsSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Names, comments and passwords of people who mean harm, or only write as they please: each is one
 * value of one command, and comes back as it was. {@code -Djqwik.tries.default=50000} tries a
 * million of them instead of the usual twenty thousand.
 */
class HostileValuesTest {
  private static final int ROWS = 7;
  private static final Duration SOON = Duration.ofSeconds(10);

  /** What would end a word, a line, a value or a query if anything could. */
  private static final String TRAPS =
      "\0\1\n\r\t \"'\\=?!.#/$[]{}();,*<>&|~\u007f\u0080\u00ff\ufeff";

  private static final RouterOsSimulator ROUTER =
      RouterOsSimulator.builder().user("washa", "pw").cost(CostModel.FREE).start();
  private static final RouterConnection CONNECTION = open();

  private static RouterConnection open() {
    try {
      return RouterConnection.open(
          new RouterAddress("127.0.0.1", ROUTER.apiPort(), null, "washa", "pw"),
          Timings.standard().unpaced());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterContainer
  static void stop() {
    CONNECTION.close();
    ROUTER.close();
  }

  /** A secret's texts. */
  record Texts(String name, String password, String comment) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyTextIsOneValueOfOneCommandAndComesBackAsItWas(@ForAll("secrets") List<Texts> wanted)
      throws IOException {
    Map<String, Texts> byName = new HashMap<>();
    wanted.forEach(texts -> byName.put(texts.name(), texts));
    ROUTER.resetCounters();
    List<Sentence> adds = byName.values().stream().map(HostileValuesTest::add).toList();
    CONNECTION.callAll(adds, SOON).forEach(HostileValuesTest::wasTaken);
    Reply found =
        CONNECTION.call(
            Sentence.of("/ppp/secret/print")
                .properties(".id", "name", "password", "comment")
                .whereAny("name", byName.keySet()),
            SOON);
    List<String> ids = new ArrayList<>();
    List<Texts> read = new ArrayList<>();
    for (Map<String, String> row : found.rows()) {
      ids.add(row.getOrDefault(".id", ""));
      read.add(
          new Texts(
              row.getOrDefault("name", ""),
              row.getOrDefault("password", ""),
              row.getOrDefault("comment", "")));
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(byName.values());
    wasTaken(
        CONNECTION.call(
            Sentence.of("/ppp/secret/remove").set("numbers", String.join(",", ids)), SOON));
    assertThat(ROUTER.counters().sentences()).isEqualTo(adds.size() + 2L);
  }

  private static Sentence add(Texts texts) {
    return Sentence.of("/ppp/secret/add")
        .set("name", texts.name())
        .set("password", texts.password())
        .set("comment", texts.comment());
  }

  private static void wasTaken(Reply reply) {
    assertThat(reply.refusal()).isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aSentenceIsReadAsTheWordsItWasMadeOf(@ForAll("secrets") List<Texts> wanted)
      throws IOException {
    for (Texts texts : wanted) {
      ByteArrayInputStream wire = new ByteArrayInputStream(add(texts).encode("1"));
      assertThat(Words.decode(Words.readSentence(wire)))
          .containsExactly(
              "/ppp/secret/add",
              "=name=" + texts.name(),
              "=password=" + texts.password(),
              "=comment=" + texts.comment(),
              ".tag=1");
      assertThat(wire.available()).isZero();
    }
  }

  /** The proof that the test can fail: what is no text at all does not come back. */
  @Example
  void halfACharacterIsNoText() throws IOException {
    String half = UUID.randomUUID() + "\ud800";
    wasTaken(CONNECTION.call(add(new Texts(half, "pw", "")), SOON));
    assertThat(ROUTER.state().rows("/ppp/secret"))
        .noneMatch(row -> Objects.equals(row.get("name"), half));
  }

  @Provide
  Arbitrary<List<Texts>> secrets() {
    Arbitrary<String> texts = text(0);
    return Combinators.combine(text(1), texts, texts).as(Texts::new).list().ofSize(ROWS);
  }

  private static Arbitrary<String> text(int shortest) {
    Arbitrary<Integer> anything =
        Arbitraries.integers().between(0, Character.MAX_CODE_POINT).filter(c -> !isHalf(c));
    Arbitrary<Integer> trap = Arbitraries.of(TRAPS.codePoints().boxed().toList());
    Arbitrary<Integer> letter = Arbitraries.integers().between('a', 'z');
    return Arbitraries.frequencyOf(Tuple.of(3, trap), Tuple.of(2, anything), Tuple.of(1, letter))
        .list()
        .ofMinSize(shortest)
        .ofMaxSize(60)
        .map(points -> {
          StringBuilder text = new StringBuilder();
          points.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
