package io.washa.admin.desk;

import com.vaadin.flow.component.grid.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a grid, which counts rows, read a list that only goes on after a row. Remembers the last row
 * of every page that was read, so that no row is ever skipped by counting in the database.
 *
 * @param <T> a row
 */
public final class KeysetPages<T> {
  static final int SIZE = 50;
  private static final int ESTIMATE = 2 * SIZE;

  private final Source<T> source;
  private final List<T> lastOfPage = new ArrayList<>();
  private @Nullable List<T> first;

  KeysetPages(Source<T> source) {
    this.source = source;
  }

  /** Reads on. */
  @FunctionalInterface
  public interface Source<T> {
    /** The rows after one, or the first for null; fewer than {@code size} only at the end. */
    List<T> page(@Nullable T after, int size);
  }

  /** Fills a grid; every fetch is made for the session's tenant, whichever thread it runs on. */
  public static <T> KeysetPages<T> fill(Grid<T> grid, Source<T> source) {
    KeysetPages<T> pages = new KeysetPages<>(source);
    grid.setPageSize(SIZE);
    var view =
        grid.setItems(query -> {
          int offset = query.getOffset();
          int limit = query.getLimit();
          return TenantUi.ask(() -> pages.rows(offset, limit));
        });
    view.setItemCountEstimate(ESTIMATE);
    view.setItemCountEstimateIncrease(ESTIMATE);
    return pages;
  }

  /**
   * Begins anew.
   *
   * @param newest the first rows, if they are known already; saves asking for them
   */
  public void restart(@Nullable List<T> newest) {
    lastOfPage.clear();
    first = newest != null && newest.size() == SIZE ? List.copyOf(newest) : null;
  }

  Stream<T> rows(int offset, int limit) {
    List<T> rows = new ArrayList<>();
    int page = offset / SIZE;
    int skip = offset % SIZE;
    while (rows.size() < skip + limit) {
      List<T> next = page(page);
      rows.addAll(next);
      if (next.size() < SIZE) {
        break;
      }
      page++;
    }
    return rows.stream().skip(skip).limit(limit);
  }

  private List<T> page(int number) {
    List<T> known = first;
    if (number == 0 && known != null) {
      return remember(0, known);
    }
    while (lastOfPage.size() < number) {
      int next = lastOfPage.size();
      if (remember(next, read(next)).size() < SIZE) {
        return List.of();
      }
    }
    return remember(number, read(number));
  }

  private List<T> read(int number) {
    return source.page(number == 0 ? null : lastOfPage.get(number - 1), SIZE);
  }

  private List<T> remember(int number, List<T> rows) {
    if (number == lastOfPage.size() && rows.size() == SIZE) {
      lastOfPage.add(rows.getLast());
    }
    return rows;
  }
}
