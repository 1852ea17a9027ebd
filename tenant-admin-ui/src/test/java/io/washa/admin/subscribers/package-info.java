/** Tests of what the desk shows of a subscriber. */
@NullMarked
package io.washa.admin.subscribers;

import org.jspecify.annotations.NullMarked;
