package io.washa.admin.signin;

import io.washa.identity.Entry;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** Keycloak knows the person; we do not let them in. */
final class EntryRefused extends OAuth2AuthenticationException {
  private static final long serialVersionUID = 1L;

  private final Entry.Reason reason;
  private final transient OidcIdToken token;

  EntryRefused(Entry.Reason reason, OidcIdToken token) {
    super("refused");
    this.reason = reason;
    this.token = token;
  }

  Entry.Reason reason() {
    return reason;
  }

  OidcIdToken token() {
    return token;
  }
}
