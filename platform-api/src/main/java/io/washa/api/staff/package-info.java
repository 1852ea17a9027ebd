/** The staff's calls: subscribers, payments and routers of the ISP that the token names. */
@NullMarked
package io.washa.api.staff;

import org.jspecify.annotations.NullMarked;
