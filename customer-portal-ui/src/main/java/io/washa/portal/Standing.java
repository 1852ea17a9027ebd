package io.washa.portal;

import io.washa.insight.PaymentProgress;
import io.washa.insight.ServiceStatus;
import java.util.Optional;
import java.util.UUID;

/** How payments and services of the bound tenant stand. */
public interface Standing {
  /** How far an attempt to pay has come. */
  Optional<PaymentProgress> ofIntent(UUID intent);

  /** What a service may do now. */
  Optional<ServiceStatus> ofService(UUID service);
}
