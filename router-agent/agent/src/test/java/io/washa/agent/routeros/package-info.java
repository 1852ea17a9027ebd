/** Tests of the agent's routeros part. */
@NullMarked
package io.washa.agent.routeros;

import org.jspecify.annotations.NullMarked;
