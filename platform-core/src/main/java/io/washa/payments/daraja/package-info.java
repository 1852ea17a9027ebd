/**
 * Safaricom's Daraja as the platform speaks it: shortcodes and their secrets, the shared OAuth
 * token, STK pushes and queries, and the messages that Safaricom sends back.
 */
@NullMarked
@NamedInterface("daraja")
package io.washa.payments.daraja;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
