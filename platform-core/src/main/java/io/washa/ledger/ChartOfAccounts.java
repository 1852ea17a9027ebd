package io.washa.ledger;

import io.washa.tenancy.TenantSeeder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens the accounts of a new tenant. */
@Component
class ChartOfAccounts implements TenantSeeder {
  private final JdbcClient jdbc;

  ChartOfAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void seed() {
    for (Account account : Account.values()) {
      jdbc.sql("INSERT INTO account (code, name, kind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
          .params(account.code(), account.title(), account.kind())
          .update();
    }
  }
}
