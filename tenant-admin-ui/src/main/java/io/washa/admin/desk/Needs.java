package io.washa.admin.desk;

import io.washa.identity.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a person must be allowed to see a view. Every view has it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  /** One of them is enough; none: everybody who is staff. */
  Permission[] value();
}
