package io.washa.admin;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.context.annotation.Configuration;

/** Looks for views here only. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.ADMIN)
@EnableVaadin("io.washa.admin")
class AdminConfiguration {}
