/** What the ISP sells, and what each plan gives. */
@NullMarked
package io.washa.admin.plans;

import org.jspecify.annotations.NullMarked;
