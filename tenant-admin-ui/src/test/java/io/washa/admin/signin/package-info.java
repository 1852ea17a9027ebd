/** Signing in, against a realm whose answers tests decide. */
@NullMarked
package io.washa.admin.signin;

import org.jspecify.annotations.NullMarked;
