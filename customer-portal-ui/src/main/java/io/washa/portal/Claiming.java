package io.washa.portal;

import io.washa.insight.ClaimStanding;
import io.washa.payments.ClaimAnswer;
import io.washa.payments.Claims;
import java.util.Optional;
import java.util.UUID;

/** Hears subscribers of the bound tenant who say that they have paid. */
public interface Claiming {
  /** Takes a claim; answers {@code TooMany} to whoever tries too often. */
  ClaimAnswer claim(Claims.NewClaim claim);

  /** How a claim stands. */
  Optional<ClaimStanding> findClaim(UUID claim);

  /** Whether only the M-Pesa code can tell that money which came is the answer to this attempt. */
  boolean needsCode(UUID intent);
}
