/** Tests of the routers' pages. */
@NullMarked
package io.washa.admin.routers;

import org.jspecify.annotations.NullMarked;
