package io.washa.portal;

import io.washa.tenancy.Tenant;
import java.util.Optional;

/** Whose portal a host is. */
@FunctionalInterface
public interface HostDirectory {
  /**
   * The tenant whose portal this host is.
   *
   * @param host without port, in any case
   */
  Optional<Tenant> findByHost(String host);
}
