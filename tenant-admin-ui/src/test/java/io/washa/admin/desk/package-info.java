/** What all views share, by itself. */
@NullMarked
package io.washa.admin.desk;

import org.jspecify.annotations.NullMarked;
