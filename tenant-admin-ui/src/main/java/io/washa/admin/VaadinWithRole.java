package io.washa.admin;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Keeps Vaadin's auto-configuration from pods without the role admin: they load none of it. */
public final class VaadinWithRole implements AutoConfigurationImportFilter, EnvironmentAware {
  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
    boolean admin = AdminRole.isOf(Objects.requireNonNull(environment));
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String name = classes[i];
      matches[i] = admin || name == null || !name.startsWith("com.vaadin.");
    }
    return matches;
  }

  /** Reads the property as {@link io.washa.work.ConditionalOnRole} does. */
  private static final class AdminRole {
    static boolean isOf(Environment environment) {
      String roles = environment.getProperty("washa.roles", "all").strip();
      return roles.equals("all")
          || Arrays.stream(roles.split(","))
              .anyMatch(role -> role.strip().equalsIgnoreCase("admin"));
    }
  }
}
