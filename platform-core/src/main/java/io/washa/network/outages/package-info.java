/** When people could not be online who had paid, and whom it affected. */
@NullMarked
@NamedInterface("outages")
package io.washa.network.outages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
