package io.washa.api.subscriber;

import io.washa.tenancy.Tenants;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A wish to pay, as it is posted.
 *
 * @param phone that shall be prompted, in any spelling
 * @param accountNumber whose service is paid for; by default that of the phone
 * @param serviceId which service is paid for; by default the only one that fits
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record InitiateRequest(
    @Nullable String planId,
    @Nullable String phone,
    @Nullable String accountNumber,
    @Nullable String serviceId) {

  /** Tells two different wishes apart, not two ways of writing the same JSON. */
  String hash() {
    return HexFormat.of()
        .formatHex(
            Tenants.sha256(
                Stream.of(planId, phone, accountNumber, serviceId)
                    .map(field -> field == null ? "-" : field.length() + ":" + field)
                    .collect(Collectors.joining(","))));
  }

  /** Leaves the phone out. */
  @Override
  public String toString() {
    return "InitiateRequest[" + planId + " " + serviceId + "]";
  }
}
