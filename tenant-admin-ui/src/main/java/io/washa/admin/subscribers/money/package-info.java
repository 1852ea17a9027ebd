/** What a subscriber has, owes and is charged, and the dialogs that change it. */
@NullMarked
package io.washa.admin.subscribers.money;

import org.jspecify.annotations.NullMarked;
