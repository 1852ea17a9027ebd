/** Whether the routers can be reached. */
@NullMarked
package io.washa.admin.routers;

import org.jspecify.annotations.NullMarked;
