package io.washa.admin.signin;

import com.vaadin.flow.spring.security.RequestUtil;
import io.washa.admin.desk.KnownRows;
import io.washa.admin.desk.LostStatusFilter;
import io.washa.identity.StaffEntrance;
import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * The chain of the staff's pages. Signing in is Keycloak's; who may come in is ours. Nothing here
 * asks Keycloak at start.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.ADMIN)
@EnableConfigurationProperties(SignInProperties.class)
class StaffSecurity {
  static final String SIGN_IN = "/oauth2/authorization/" + KeycloakClient.ID;

  /** Answered for everybody: Vaadin tells a browser whose session is over to load the page anew. */
  private static final Set<String> KINDS_FOR_ALL = Set.of("uidl", "heartbeat", "push");

  @Bean
  Keycloak keycloak(SignInProperties properties) {
    return new Keycloak(properties);
  }

  @Bean
  LeavingStaff leavingStaff(Keycloak keycloak, SignInProperties properties) {
    return new LeavingStaff(keycloak, properties);
  }

  @Bean
  Doorkeeper doorkeeper(StaffEntrance entrance, Tenants tenants) {
    return new Doorkeeper(entrance, tenants);
  }

  @Bean
  @Order(20)
  SecurityFilterChain staffChain(
      HttpSecurity http,
      SignInProperties properties,
      Keycloak keycloak,
      Doorkeeper doorkeeper,
      LeavingStaff leaving,
      List<KnownRows> rows,
      RequestUtil vaadin) {
    KeycloakClient client = new KeycloakClient(properties);
    http.securityMatcher(
        "/admin", "/admin/**", "/papers/**", "/oauth2/**", "/login", "/login/**", "/logout");
    http.oauth2Login(login ->
        login
            .loginPage(SIGN_IN)
            .clientRegistrationRepository(client.registrations())
            .authorizedClientRepository(new ForgottenTokens())
            .authorizationEndpoint(end ->
                end.authorizationRequestResolver(new OrganizationChoice(client.registrations())))
            .tokenEndpoint(end -> end.accessTokenResponseClient(KeycloakClient.tokens()))
            .userInfoEndpoint(end -> end.oidcUserService(doorkeeper))
            .failureHandler(new FailedEntry()));
    http.logout(logout ->
        logout.logoutUrl("/logout").addLogoutHandler(leaving).logoutSuccessHandler(leaving));
    http.csrf(csrf -> csrf.ignoringRequestMatchers(vaadin::isFrameworkInternalRequest));
    // A person who signs in anew, perhaps for another tenant, must not meet the old session's
    // views.
    http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()));
    http.requestCache(cache -> cache.requestCache(pagesOnly()));
    http.exceptionHandling(handling -> handling.authenticationEntryPoint(entryPoint()));
    http.addFilterBefore(
        new KeycloakReachFilter(keycloak), OAuth2AuthorizationRequestRedirectFilter.class);
    http.addFilterBefore(new StillStaffFilter(doorkeeper), AuthorizationFilter.class);
    http.addFilterAfter(new LostStatusFilter(rows), AuthorizationFilter.class);
    http.authorizeHttpRequests(requests ->
        requests
            .requestMatchers("/login/**", "/oauth2/**")
            .permitAll()
            .requestMatchers(request -> isAnsweredForAll(request, vaadin))
            .permitAll()
            .anyRequest()
            .hasAuthority("STAFF"));
    http.headers(headers ->
        headers
            .contentSecurityPolicy(policy -> policy.policyDirectives(policy(properties)))
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)));
    return http.build();
  }

  /** Vaadin's own scripts stand in the page and evaluate what the server sends. */
  private static String policy(SignInProperties properties) {
    return "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
        + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
        + " base-uri 'self'; frame-ancestors 'none'; object-src 'none'; form-action 'self' "
        + properties.origin();
  }

  private static boolean isAnsweredForAll(HttpServletRequest request, RequestUtil vaadin) {
    String kind = request.getParameter("v-r");
    return kind != null
        && KINDS_FOR_ALL.contains(kind)
        && vaadin.isFrameworkInternalRequest(request);
  }

  private static boolean isPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getMethod().equals("GET")
        && accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && request.getParameter("v-r") == null
        && (request.getRequestURI().startsWith("/admin")
            || request.getRequestURI().startsWith("/papers/"));
  }

  private static RequestCache pagesOnly() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(StaffSecurity::isPage);
    // An address of ours stays as people know it.
    cache.setMatchingRequestParameterName("");
    return cache;
  }

  private static AuthenticationEntryPoint entryPoint() {
    AuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
    AuthenticationEntryPoint refuse = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
    return (request, response, reason) ->
        (isPage(request) ? signIn : refuse).commence(request, response, reason);
  }
}
