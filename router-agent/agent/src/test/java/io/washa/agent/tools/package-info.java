/** Tests of the tools against single routers. */
@NullMarked
package io.washa.agent.tools;

import org.jspecify.annotations.NullMarked;
