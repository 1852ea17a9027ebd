/** Subscribers, found by what people know of them, and one subscriber. */
@NullMarked
package io.washa.admin.subscribers;

import org.jspecify.annotations.NullMarked;
