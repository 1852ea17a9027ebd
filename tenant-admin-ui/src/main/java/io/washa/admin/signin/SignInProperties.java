package io.washa.admin.signin;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where staff sign in.
 *
 * @param issuer the realm's address, as it stands in its tokens and as browsers reach it
 * @param adminClientId our client there
 * @param adminClientSecret its secret
 * @param adminUrl how browsers reach us, without a slash at the end; empty: as they asked
 */
@ConfigurationProperties("washa.identity")
record SignInProperties(
    @DefaultValue("http://localhost:8180/realms/washa") String issuer,
    @DefaultValue("washa-admin") String adminClientId,
    @DefaultValue("") String adminClientSecret,
    @DefaultValue("") String adminUrl) {

  /** An address of the realm's OpenID Connect (Keycloak documents these paths as fixed). */
  String endpoint(String name) {
    return issuer + "/protocol/openid-connect/" + name;
  }

  /** Scheme, host and port, for a page's policy. */
  String origin() {
    URI uri = URI.create(issuer);
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "SignInProperties[" + issuer + ", " + adminClientId + "]";
  }
}
