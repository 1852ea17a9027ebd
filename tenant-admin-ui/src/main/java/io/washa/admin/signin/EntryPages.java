package io.washa.admin.signin;

import static io.washa.admin.desk.Texts.text;

import io.washa.identity.Entry;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The few pages that people see who are not, or no longer, signed in. */
@Controller
@ConditionalOnRole(Role.ADMIN)
class EntryPages {

  /** Keycloak let the person in and we do not. */
  @GetMapping("/login/refused")
  ResponseEntity<String> refused(HttpServletRequest request) {
    return Refusal.kept(request)
        .map(refusal -> answer(HttpStatus.FORBIDDEN, refused(refusal, token(request))))
        .orElseGet(this::out);
  }

  private static EntryPage refused(Refusal refusal, String csrf) {
    String key = "refused." + refusal.reason().name().toLowerCase(Locale.ROOT);
    EntryPage page =
        new EntryPage(text(key + ".title"))
            .says(text(key))
            .says(text("refused.signed-in-as", refusal.person()));
    if (refusal.reason() == Entry.Reason.NO_ORGANIZATION) {
      page.question(
          text("refused.which"),
          text("refused.sign-in-for"),
          StaffSecurity.SIGN_IN,
          OrganizationChoice.PARAMETER);
    }
    for (String alias : refusal.choices()) {
      page.link(
          text("refused.choose", alias),
          StaffSecurity.SIGN_IN + "?" + OrganizationChoice.PARAMETER + "=" + alias);
    }
    return page.button(text("leave"), "/logout", csrf);
  }

  /** Something between us and Keycloak went wrong. */
  @GetMapping("/login/failed")
  ResponseEntity<String> failed() {
    return answer(
        HttpStatus.BAD_REQUEST,
        new EntryPage(text("failed.title")).says(text("failed")).link(text("again"), "/admin"));
  }

  /** After leaving. */
  @GetMapping("/login/out")
  ResponseEntity<String> out() {
    return answer(
        HttpStatus.OK,
        new EntryPage(text("out.title")).says(text("out")).link(text("sign-in"), "/admin"));
  }

  /** Keycloak is away. */
  static EntryPage away() {
    return new EntryPage(text("away.title"))
        .says(text("away"))
        .says(text("away.goes-on"))
        .link(text("again"), "/admin");
  }

  private static String token(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }

  private static ResponseEntity<String> answer(HttpStatus status, EntryPage page) {
    return ResponseEntity.status(status)
        .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
        .body(page.html());
  }
}
