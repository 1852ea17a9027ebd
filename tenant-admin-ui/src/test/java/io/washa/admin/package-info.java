/** What holds for the whole desk. */
@NullMarked
package io.washa.admin;

import org.jspecify.annotations.NullMarked;
