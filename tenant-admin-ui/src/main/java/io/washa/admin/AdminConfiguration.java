package io.washa.admin;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Looks for views here only, and serves their style sheets: Vaadin would have them at the root of
 * the host, which is the portal's.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.ADMIN)
@EnableVaadin("io.washa.admin")
class AdminConfiguration implements WebMvcConfigurer {
  private static final CacheControl SHORT = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/VAADIN/aura/**")
        .addResourceLocations("classpath:/META-INF/resources/aura/")
        .setCacheControl(SHORT);
    registry
        .addResourceHandler("/VAADIN/desk/*.css")
        .addResourceLocations("classpath:/io/washa/admin/")
        .setCacheControl(SHORT);
  }
}
