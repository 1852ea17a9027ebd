package io.washa.admin.signin;

import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.Staff;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Somebody of a tenant's staff, as the session remembers. */
final class StaffPrincipal extends DefaultOidcUser implements Staff {
  private static final long serialVersionUID = 1L;

  private final transient SignedIn signedIn;

  StaffPrincipal(OidcIdToken token, SignedIn signedIn) {
    super(List.of(new SimpleGrantedAuthority("STAFF")), token);
    this.signedIn = signedIn;
  }

  @Override
  public SignedIn signedIn() {
    return signedIn;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StaffPrincipal staff
        && signedIn.equals(staff.signedIn)
        && getName().equals(staff.getName());
  }

  @Override
  public int hashCode() {
    return getName().hashCode();
  }
}
