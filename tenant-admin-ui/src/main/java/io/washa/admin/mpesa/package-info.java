/** How money comes by M-Pesa: what works, what is missing, and what can be set. */
@NullMarked
package io.washa.admin.mpesa;

import org.jspecify.annotations.NullMarked;
