package io.washa.portal.web;

import io.washa.portal.HostDirectory;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.PORTAL)
class PortalWeb implements WebMvcConfigurer {
  /** Before Spring Security, so that its chains, too, run for the tenant. */
  private static final int BEFORE_SECURITY = -200;

  private static final String NOT_OURS =
      "/c,/health,/actuator,/api,/admin,/papers,/VAADIN,/agents,/login,/logout,/oauth2";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/portal/assets/**")
        .addResourceLocations(Htmx.folder())
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
  }

  @Bean
  static Styles portalStyles() {
    return new Styles();
  }

  @Bean
  static PortalTexts portalTexts() {
    return PortalTexts.load();
  }

  @Bean
  static LocaleResolver localeResolver() {
    return new LanguageResolver();
  }

  @Bean
  static SpringTemplateEngine templateEngine(PortalTexts texts) {
    ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
    templates.setPrefix("io/washa/");
    templates.setSuffix(".html");
    templates.setTemplateMode(TemplateMode.HTML);
    templates.setCharacterEncoding("UTF-8");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(templates);
    engine.setTemplateEngineMessageSource(texts.source());
    return engine;
  }

  @Bean
  static FilterRegistrationBean<TenantFilter> portalTenantFilter(
      HostDirectory hosts,
      Styles styles,
      @Value("${washa.portal.leave-alone:" + NOT_OURS + "}") List<String> leftAlone) {
    var registration = new FilterRegistrationBean<>(new TenantFilter(hosts, styles, leftAlone));
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
    registration.setOrder(BEFORE_SECURITY);
    return registration;
  }
}
