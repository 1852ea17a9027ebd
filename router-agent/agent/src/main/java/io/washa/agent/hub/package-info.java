/** The way out to the hub: enrolment, and one WebSocket that is opened again whenever it breaks. */
@NullMarked
package io.washa.agent.hub;

import org.jspecify.annotations.NullMarked;
