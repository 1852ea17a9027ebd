package io.washa.admin.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeysetPagesTest {
  private final List<@Nullable Integer> asked = new ArrayList<>();
  private int size = 230;
  private final KeysetPages<Integer> pages = new KeysetPages<>(this::read);

  private List<Integer> read(@Nullable Integer after, int count) {
    asked.add(after);
    int from = after == null ? 0 : after + 1;
    return IntStream.range(from, Math.min(size, from + count)).boxed().toList();
  }

  @Test
  void rowsAcrossPagesAreThoseThatCountingWouldGive() {
    assertThat(pages.rows(30, 50)).containsExactlyElementsOf(numbers(30, 80));
    assertThat(pages.rows(0, 50)).containsExactlyElementsOf(numbers(0, 50));
  }

  @Test
  void aJumpReadsOnFromTheLastKnownPageOnly() {
    assertThat(pages.rows(0, 50)).hasSize(50);
    asked.clear();

    assertThat(pages.rows(100, 50)).containsExactlyElementsOf(numbers(100, 150));
    assertThat(asked).containsExactly(49, 99);
  }

  @Test
  void theLastPageIsShortAndNothingFollows() {
    assertThat(pages.rows(200, 50)).containsExactlyElementsOf(numbers(200, 230));
    assertThat(pages.rows(250, 50)).isEmpty();
  }

  @Test
  void knownNewestRowsSaveTheQuestionAndOthersDoNot() {
    pages.restart(numbers(0, 50));
    assertThat(pages.rows(0, 50)).hasSize(50);
    assertThat(asked).isEmpty();

    pages.restart(null);
    assertThat(pages.rows(0, 50)).hasSize(50);
    assertThat(asked).hasSize(1);
  }

  @Test
  void anEmptyListHasNoRows() {
    size = 0;
    assertThat(pages.rows(0, 50)).isEmpty();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
