/** Tests of the dialogs that move money. */
@NullMarked
package io.washa.admin.subscribers.money;

import org.jspecify.annotations.NullMarked;
