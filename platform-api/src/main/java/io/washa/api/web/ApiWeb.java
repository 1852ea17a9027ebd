package io.washa.api.web;

import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.UrlHandlerFilter;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.API)
class ApiWeb {
  /** Before Spring Security. */
  private static final int BEFORE_SECURITY = -200;

  @Bean
  static FilterRegistrationBean<ApiEdge> apiEdge() {
    return registered(new ApiEdge(), Ordered.HIGHEST_PRECEDENCE + 10);
  }

  /** Each call is known with the slash at its end and without it. */
  @Bean
  static FilterRegistrationBean<UrlHandlerFilter> apiTrailingSlash() {
    return registered(
        UrlHandlerFilter.trailingSlashHandler(ApiPaths.ALL).wrapRequest().build(),
        Ordered.HIGHEST_PRECEDENCE + 20);
  }

  @Bean
  static FilterRegistrationBean<HostTenant> apiHostTenant(Tenants tenants) {
    return registered(new HostTenant(tenants), BEFORE_SECURITY);
  }

  private static <F extends Filter> FilterRegistrationBean<F> registered(F filter, int order) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/api/*");
    registration.setOrder(order);
    return registration;
  }
}
