package io.washa.api.staff;

import io.washa.api.web.Ids;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for.
 *
 * @param after the last of the page before; null for the first
 */
record Paging(@Nullable UUID after, int limit) {
  private static final int MOST = 100;

  /** A page of a list. */
  record PageOf<T>(List<T> items, @Nullable String next) {}

  /** The page that a cursor points to; empty if it is none of ours or the limit is out of range. */
  static Optional<Paging> of(@Nullable String cursor, int limit) {
    if (limit < 1 || limit > MOST) {
      return Optional.empty();
    }
    return cursor == null
        ? Optional.of(new Paging(null, limit))
        : opened(cursor).map(after -> new Paging(after, limit));
  }

  /** What is said about a page that cannot be asked for. */
  static Problem invalid() {
    return Problem.of(
        ProblemCode.PARAMETER_INVALID, "limit is 1 to 100, and cursor what next said.");
  }

  /** How many rows to read: one more tells whether there is a next page. */
  int rows() {
    return limit + 1;
  }

  /** The page made from the rows read. */
  <R, T> PageOf<T> page(List<R> rows, Function<R, UUID> id, Function<R, T> item) {
    List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
    String next = rows.size() > limit ? sealed(id.apply(shown.getLast())) : null;
    return new PageOf<>(shown.stream().map(item).toList(), next);
  }

  private static String sealed(UUID id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static Optional<UUID> opened(String cursor) {
    try {
      return Ids.parse(
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
