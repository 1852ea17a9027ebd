/** The subscriber's open calls: plans, starting a payment, and how it goes. */
@NullMarked
package io.washa.api.subscriber;

import org.jspecify.annotations.NullMarked;
