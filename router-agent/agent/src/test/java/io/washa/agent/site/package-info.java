/** Tests of the agent's site part. */
@NullMarked
package io.washa.agent.site;

import org.jspecify.annotations.NullMarked;
