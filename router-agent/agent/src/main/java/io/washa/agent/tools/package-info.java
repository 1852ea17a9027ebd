/**
 * What a person can ask one router for: a ping, its log, a backup, a restart, whether it is fit.
 */
@NullMarked
package io.washa.agent.tools;

import org.jspecify.annotations.NullMarked;
