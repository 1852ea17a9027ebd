package io.washa.admin.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.washa.admin.desk.SignedIn;
import io.washa.identity.Entry;
import io.washa.identity.StaffEntrance;
import io.washa.tenancy.Tenants;
import java.time.Duration;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Lets people of staff in, and asks again at every request whether they still are. */
final class Doorkeeper implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private static final Duration REMEMBERED = Duration.ofSeconds(3);

  private final StaffEntrance entrance;
  private final Tenants tenants;
  private final Cache<String, Entry> answers =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  Doorkeeper(StaffEntrance entrance, Tenants tenants) {
    this.entrance = entrance;
    this.tenants = tenants;
  }

  /**
   * The person that a valid ID token names.
   *
   * @throws EntryRefused if the person may not come in
   */
  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcIdToken token = request.getIdToken();
    return switch (entrance.enter(token.getClaims())) {
      case Entry.Allowed allowed -> new StaffPrincipal(token, signedIn(allowed));
      case Entry.Refused refused -> throw new EntryRefused(refused.reason(), token);
    };
  }

  /** Whether the person would be let in as the same one now; known for three seconds. */
  boolean isStillStaff(StaffPrincipal person) {
    String token = person.getIdToken().getTokenValue();
    Entry entry = answers.get(token, _ -> entrance.enter(person.getIdToken().getClaims()));
    return entry instanceof Entry.Allowed allowed
        && signedIn(allowed).member().equals(person.signedIn().member())
        && allowed.tenant().equals(person.signedIn().tenant().id());
  }

  private SignedIn signedIn(Entry.Allowed allowed) {
    return new SignedIn(tenants.get(allowed.tenant()), allowed.member());
  }
}
