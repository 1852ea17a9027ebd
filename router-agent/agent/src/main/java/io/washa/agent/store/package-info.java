/**
 * The agent's folder on disk: sealed with a key that stays there, written so that a power cut at
 * any moment leaves the old state or the new one, and read so that damage means "empty", never a
 * crash.
 */
@NullMarked
package io.washa.agent.store;

import org.jspecify.annotations.NullMarked;
