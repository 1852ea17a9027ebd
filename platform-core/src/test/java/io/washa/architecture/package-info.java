/** The house's rules, checked on the compiled classes, and proofs that each check can fail. */
@NullMarked
package io.washa.architecture;

import org.jspecify.annotations.NullMarked;
