package io.washa.simulators.routeros;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row of configuration, so that it can be taken back.
 *
 * @param before the row as it was, or null if it is new
 * @param after the row as it became, or null if it is gone
 * @param place id of the row that a row that is gone stood in front of, or null for the end
 */
record Change(
    Instant at, Table table, @Nullable Row before, @Nullable Row after, @Nullable Long place) {}
