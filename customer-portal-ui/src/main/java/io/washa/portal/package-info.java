/**
 * What the subscriber's portal needs to know and to have done, as ports that the platform fills.
 */
@NullMarked
package io.washa.portal;

import org.jspecify.annotations.NullMarked;
