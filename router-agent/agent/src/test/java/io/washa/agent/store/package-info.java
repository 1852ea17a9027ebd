/** Tests of the agent's store part. */
@NullMarked
package io.washa.agent.store;

import org.jspecify.annotations.NullMarked;
