package io.washa.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A pod without the role admin has nothing of Vaadin's. */
class VaadinWithRoleTest {
  private final WebApplicationContextRunner pods =
      new WebApplicationContextRunner()
          .withUserConfiguration(Pod.class)
          .withPropertyValues(
              "vaadin.url-mapping=/admin/*",
              "spring.autoconfigure.exclude="
                  + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                  + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
                  + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration");

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(AdminConfiguration.class)
  static class Pod {}

  @ParameterizedTest
  @ValueSource(strings = {"portal", "api,worker", "none"})
  void aPodWithoutTheRoleHasNoBeanOfVaadins(String roles) {
    pods.withPropertyValues("washa.roles=" + roles)
        .run(context -> assertThat(vaadinBeans(context)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "portal, ADMIN", "all"})
  void aPodWithTheRoleHas(String roles) {
    pods.withPropertyValues("washa.roles=" + roles)
        .run(context -> assertThat(vaadinBeans(context)).isNotEmpty());
  }

  @Test
  void withoutThePropertyAPodHasAllRoles() {
    pods.run(context -> assertThat(vaadinBeans(context)).isNotEmpty());
  }

  private static java.util.List<String> vaadinBeans(
      org.springframework.context.ApplicationContext context) {
    return java.util.Arrays.stream(context.getBeanDefinitionNames())
        .filter(name -> {
          Class<?> type = context.getType(name, false);
          return type != null && type.getName().startsWith("com.vaadin.");
        })
        .toList();
  }
}
