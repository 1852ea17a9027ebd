package io.washa.admin.signin;

import io.washa.identity.Entry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/**
 * What a session remembers of an entry that was refused.
 *
 * @param person by what they know themselves
 * @param idToken with which Keycloak lets them log out
 * @param choices aliases of the organisations that they can choose between
 */
record Refusal(Entry.Reason reason, String person, String idToken, List<String> choices) {
  private static final String NAME = Refusal.class.getName();
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  Refusal {
    choices = List.copyOf(choices);
  }

  static Refusal of(EntryRefused refused) {
    OidcIdToken token = refused.token();
    String email = token.getEmail();
    return new Refusal(
        refused.reason(),
        email == null ? String.valueOf(token.getSubject()) : email,
        token.getTokenValue(),
        refused.reason() == Entry.Reason.SEVERAL_ORGANIZATIONS ? aliases(token) : List.of());
  }

  /** Whether a text can be an organisation's alias. */
  static boolean isAlias(String text) {
    return ALIAS.matcher(text).matches();
  }

  private static List<String> aliases(OidcIdToken token) {
    Object organizations = token.getClaims().get("organization");
    if (organizations instanceof Map<?, ?> map) {
      return map.keySet().stream().map(String::valueOf).filter(Refusal::isAlias).sorted().toList();
    }
    return List.of();
  }

  void keep(HttpServletRequest request) {
    request.getSession().setAttribute(NAME, this);
  }

  static Optional<Refusal> kept(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable((Refusal) session.getAttribute(NAME));
  }
}
