package io.washa.admin.routers;

import io.washa.admin.desk.KnownRows;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnRole(Role.ADMIN)
class KnownRouters implements KnownRows {
  private final RouterDesk desk;

  KnownRouters(RouterDesk desk) {
    this.desk = desk;
  }

  @Override
  public Class<?> view() {
    return RouterView.class;
  }

  @Override
  public boolean has(UUID id) {
    return desk.has(id);
  }
}
