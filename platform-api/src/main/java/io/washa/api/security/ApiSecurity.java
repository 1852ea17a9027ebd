package io.washa.api.security;

import io.washa.api.web.ApiPaths;
import io.washa.identity.StaffEntrance;
import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The chain of the API: no session, no cookie, no redirect; staff's calls need a token. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.API)
class ApiSecurity {

  @Bean
  static JwtDecoder staffTokenDecoder(
      @Value("${washa.identity.issuer:http://localhost:8180/realms/washa}") String issuer,
      @Value("${washa.api.audience:washa-api}") String audience) {
    return StaffTokens.decoder(issuer, audience);
  }

  @Bean
  @Order(10)
  static SecurityFilterChain apiChain(
      HttpSecurity http, JwtDecoder staffTokenDecoder, StaffEntrance entrance, Tenants tenants)
      throws Exception {
    return http.securityMatcher("/api", ApiPaths.ALL)
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/api/v1", ApiPaths.STAFF)
                .authenticated()
                .anyRequest()
                .permitAll())
        .exceptionHandling(refusals ->
            refusals
                .authenticationEntryPoint(Refusals::token)
                .accessDeniedHandler(Refusals::access))
        .oauth2ResourceServer(server ->
            server
                .jwt(jwt -> jwt.decoder(staffTokenDecoder))
                .authenticationEntryPoint(Refusals::token)
                .accessDeniedHandler(Refusals::access)
                .withObjectPostProcessor(new FailureHandling()))
        .addFilterAfter(new StaffTenant(entrance, tenants), AuthorizationFilter.class)
        .build();
  }

  /** Spring would throw on when keys cannot be fetched; the caller is told instead. */
  private static final class FailureHandling
      implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {
    @Override
    public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
      filter.setAuthenticationFailureHandler(Refusals::token);
      return filter;
    }
  }
}
