/** The desk of an ISP's owner and staff: what a pod with the role admin shows under /admin. */
@NullMarked
package io.washa.admin;

import org.jspecify.annotations.NullMarked;
