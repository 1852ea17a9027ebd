/** Proof that documents, their numbers and their sums are right. */
@NullMarked
package io.washa.billing.documents;

import org.jspecify.annotations.NullMarked;
