package io.washa.network;

import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Lists of accesses as one JSON parameter of a set-based statement. */
final class AccessList {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_ERROR = 500;

  private AccessList() {}

  private record Sent(UUID access, long generation) {}

  private record Result(UUID access, long generation, String outcome, @Nullable String error) {}

  /** The rows of all parts, as {@code (access, generation)}. */
  static String of(List<ApplyDesired> parts) {
    return JSON.writeValueAsString(
        parts.stream()
            .flatMap(part -> part.rows().stream())
            .map(row -> new Sent(row.access(), row.generation()))
            .toList());
  }

  /** Results, as {@code (access, generation, outcome, error)}. */
  static String of(Collection<Applied.Result> results) {
    return JSON.writeValueAsString(
        results.stream()
            .map(result ->
                new Result(
                    result.access(),
                    result.generation(),
                    result.outcome().name().toLowerCase(Locale.ROOT),
                    text(result.error())))
            .toList());
  }

  /** A text from a site, fit for the database: bounded, and without the NUL that it refuses. */
  static @Nullable String text(@Nullable String foreign) {
    return SiteText.clean(foreign, LONGEST_ERROR);
  }
}
