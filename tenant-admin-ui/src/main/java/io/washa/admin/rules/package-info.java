/** Every choice that the ISP has, on one page. */
@NullMarked
package io.washa.admin.rules;

import org.jspecify.annotations.NullMarked;
