/**
 * Work that is done after or beside a request: tasks, the due index, the marks of routers whose
 * desired state changed, and the wake-ups that make all of it prompt. Knows no domain; domains
 * register their handlers.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "tenancy")
package io.washa.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
