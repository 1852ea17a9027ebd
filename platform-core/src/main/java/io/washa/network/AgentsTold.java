package io.washa.network;

import io.washa.tenancy.SettingChosen;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Has the agents of the bound tenant's sites told what holds for their routers, after a commit. */
@Component
class AgentsTold {
  private final JdbcClient jdbc;
  private final RouterTransport transport;

  AgentsTold(JdbcClient jdbc, RouterTransport transport) {
    this.jdbc = jdbc;
    this.transport = transport;
  }

  /** Something of a site's routers has changed. */
  void ofSite(UUID site) {
    TenantId tenant = TenantContext.current();
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              transport.routersChanged(tenant, site);
            }
          });
    } else {
      transport.routersChanged(tenant, site);
    }
  }

  @EventListener
  void chosen(SettingChosen event) {
    if (event.name().equals(WayToPay.CHOICE.name())) {
      jdbc.sql("SELECT DISTINCT site_id FROM router")
          .query((row, _) -> row.getObject("site_id", UUID.class))
          .list()
          .forEach(this::ofSite);
    }
  }
}
