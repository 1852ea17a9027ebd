/** Tests of self-renewal. */
@NullMarked
package io.washa.agent.update;

import org.jspecify.annotations.NullMarked;
