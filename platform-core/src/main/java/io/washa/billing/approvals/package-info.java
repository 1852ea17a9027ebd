/**
 * What one person asks for and another approves: requests that are kept, decided once, and carried
 * out with the decision.
 */
@NullMarked
@NamedInterface("approvals")
package io.washa.billing.approvals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
