package io.washa.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.mock.env.MockEnvironment;

/** Only a pod with the role has the API. */
class RoleTest {
  private static Set<BeanDefinition> componentsOf(String roles) {
    return new ClassPathScanningCandidateComponentProvider(
            true, new MockEnvironment().withProperty("washa.roles", roles))
        .findCandidateComponents("io.washa.api");
  }

  @Test
  void aPodWithoutTheRoleHasNothingOfTheApi() {
    assertThat(componentsOf("portal,callbacks,gateway,worker,admin")).isEmpty();
    assertThat(componentsOf("portal,api")).hasSizeGreaterThan(10);
  }
}
