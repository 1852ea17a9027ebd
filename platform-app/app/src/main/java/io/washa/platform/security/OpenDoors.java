package io.washa.platform.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The last chain: portal, callbacks and health. They bring their own proof, as signed form tokens
 * and secret paths, and their own headers; no session, no redirect to a sign-in, and the error page
 * is the portal's own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenDoors {
  /**
   * Safaricom's callbacks: the path's token is all the proof there is, and nothing of a chain but
   * its firewall serves them.
   */
  @Bean
  @Order(1)
  SecurityFilterChain callbackChain(HttpSecurity http) {
    http.securityMatcher("/c/**");
    http.csrf(AbstractHttpConfigurer::disable);
    http.headers(AbstractHttpConfigurer::disable);
    http.requestCache(AbstractHttpConfigurer::disable);
    http.logout(AbstractHttpConfigurer::disable);
    http.securityContext(AbstractHttpConfigurer::disable);
    http.sessionManagement(AbstractHttpConfigurer::disable);
    http.anonymous(AbstractHttpConfigurer::disable);
    http.servletApi(AbstractHttpConfigurer::disable);
    http.exceptionHandling(AbstractHttpConfigurer::disable);
    return http.build();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain openChain(HttpSecurity http) {
    http.csrf(AbstractHttpConfigurer::disable);
    http.headers(AbstractHttpConfigurer::disable);
    http.requestCache(AbstractHttpConfigurer::disable);
    http.logout(AbstractHttpConfigurer::disable);
    http.securityContext(AbstractHttpConfigurer::disable);
    http.sessionManagement(
        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    http.authorizeHttpRequests(requests ->
        requests
            .requestMatchers("/actuator/health", "/actuator/health/**")
            .permitAll()
            .requestMatchers("/actuator", "/actuator/**")
            .denyAll()
            .anyRequest()
            .permitAll());
    return http.build();
  }
}
