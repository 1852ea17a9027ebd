package io.washa.tenancy;

/**
 * The directory's number of a tenant. Schema and role are named from it, never from user text.
 *
 * @param value positive
 */
public record TenantId(long value) {
  /** Refuses what the directory cannot have given. */
  public TenantId {
    if (value <= 0) {
      throw new IllegalArgumentException("no tenant has the number " + value);
    }
  }

  /** Name of the tenant's schema and of its database role. */
  public String schema() {
    return "t_" + value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
