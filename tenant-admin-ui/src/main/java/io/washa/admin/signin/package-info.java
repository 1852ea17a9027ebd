/** How staff come in and leave: Keycloak, the entry, the session, and the pages of refusal. */
@NullMarked
package io.washa.admin.signin;

import org.jspecify.annotations.NullMarked;
