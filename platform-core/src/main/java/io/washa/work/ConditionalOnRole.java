package io.washa.work;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** A bean for pods whose property {@code washa.roles} names this role, or is absent: all roles. */
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnRole.OnRole.class)
public @interface ConditionalOnRole {
  /** The role that needs the bean. */
  Role value();

  /** Compares the annotation's role with the property. */
  final class OnRole implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Map<String, ?> attributes =
          Objects.requireNonNull(
              metadata.getAnnotationAttributes(ConditionalOnRole.class.getName()));
      Role wanted = (Role) Objects.requireNonNull(attributes.get("value"));
      String roles = context.getEnvironment().getProperty("washa.roles", "all").strip();
      return roles.equals("all")
          || Arrays.stream(roles.split(","))
              .map(String::strip)
              .anyMatch(role -> role.equalsIgnoreCase(wanted.name()));
    }
  }
}
