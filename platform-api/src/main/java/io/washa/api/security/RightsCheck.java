package io.washa.api.security;

import io.washa.api.web.ApiPaths;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.api.web.Problems;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets a staff call through only to those who have the permissions that it {@link Needs}. */
@Component
@ConditionalOnRole(Role.API)
class RightsCheck implements HandlerInterceptor, WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns(ApiPaths.STAFF);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod call)) {
      return true;
    }
    Needs needs = call.getMethodAnnotation(Needs.class);
    if (needs != null
        && StaffTenant.caller(request).role().permissions().containsAll(List.of(needs.value()))) {
      return true;
    }
    Problems.write(Problem.of(ProblemCode.PERMISSION_MISSING), response);
    return false;
  }
}
