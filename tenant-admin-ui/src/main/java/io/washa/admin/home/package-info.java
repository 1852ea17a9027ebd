/** The first view: the day in numbers. */
@NullMarked
package io.washa.admin.home;

import org.jspecify.annotations.NullMarked;
