/** Who was online when, from where, and how much they used. */
@NullMarked
@NamedInterface("sessions")
package io.washa.network.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
