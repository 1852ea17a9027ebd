package io.washa.portal;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The services of the bound tenant's subscribers. */
public interface Lines {
  /** The services of everybody reached at this number; empty if nobody is. */
  List<Line> ofPhone(PhoneNumber phone);

  /** The services of the subscriber with this account number; empty if there is none such. */
  List<Line> ofAccount(AccountNumber account);

  /** The service with this id. */
  Optional<Line> findLine(UUID service);
}
