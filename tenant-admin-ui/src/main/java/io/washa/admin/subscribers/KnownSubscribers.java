package io.washa.admin.subscribers;

import io.washa.admin.desk.KnownRows;
import io.washa.insight.SubscriberList;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnRole(Role.ADMIN)
class KnownSubscribers implements KnownRows {
  private final SubscriberList subscribers;

  KnownSubscribers(SubscriberList subscribers) {
    this.subscribers = subscribers;
  }

  @Override
  public Class<?> view() {
    return SubscriberView.class;
  }

  @Override
  public boolean has(UUID id) {
    return subscribers.find(id).isPresent();
  }
}
