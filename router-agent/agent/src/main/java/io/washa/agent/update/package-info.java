/**
 * The agent renews itself: a signed jar from the hub's address is verified, tried, and taken back
 * if it does not reach the hub. The launcher {@code washa-agent} chooses the jar; the two agree on
 * the files that {@link io.washa.agent.update.AppFolder} names.
 */
@NullMarked
package io.washa.agent.update;

import org.jspecify.annotations.NullMarked;
