package io.washa.agent.site;

import io.washa.protocol.ApplyDesired;
import java.util.List;

/**
 * What one table of a router should hold.
 *
 * @param profiles of this table
 * @param rows of this table, all of them or those a narrow look is about; {@code enabled} already
 *     takes into account what the agent switched off by itself
 */
record Desired(
    AccessTable table, List<ApplyDesired.Profile> profiles, List<ApplyDesired.Access> rows) {}
