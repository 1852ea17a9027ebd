/** Tests of the page of rules. */
@NullMarked
package io.washa.admin.rules;

import org.jspecify.annotations.NullMarked;
