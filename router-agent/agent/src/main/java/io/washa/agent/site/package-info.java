/**
 * The site's routers: one worker each, which compares what should be with a fresh read of the
 * router ({@link io.washa.agent.site.ReconcilePlan}, a pure function), writes the difference, and
 * believes only what it reads back.
 */
@NullMarked
package io.washa.agent.site;

import org.jspecify.annotations.NullMarked;
