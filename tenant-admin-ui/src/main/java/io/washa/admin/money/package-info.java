/** Money that needs a person: suspense, and M-Pesa's side beside the books. */
@NullMarked
package io.washa.admin.money;

import org.jspecify.annotations.NullMarked;
