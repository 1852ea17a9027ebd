/** When people could not be online who had paid. */
@NullMarked
package io.washa.admin.outages;

import org.jspecify.annotations.NullMarked;
