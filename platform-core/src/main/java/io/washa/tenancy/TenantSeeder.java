package io.washa.tenancy;

/**
 * What a module puts into a new tenant's schema: a chart of accounts, templates. Called with the
 * tenant bound and inside a transaction; called again when provisioning is resumed, so it must not
 * mind its own rows.
 */
@FunctionalInterface
public interface TenantSeeder {
  /** Inserts what the module needs, leaving alone what is there. */
  void seed();
}
