package io.washa.agent.site;

import io.washa.protocol.Observed;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One live session of an access as a router shows it now.
 *
 * @param user whose
 * @param routerId what the router tells its sessions apart by; used again after a reboot
 * @param uptimeSeconds since it began, -1 if the router does not tell
 * @param up bytes from the subscriber, -1 if this look did not say
 * @param down bytes to the subscriber, -1 if this look did not say
 */
record LiveSession(
    UUID access,
    UserKey user,
    String routerId,
    @Nullable String address,
    @Nullable String mac,
    long uptimeSeconds,
    long up,
    long down) {

  /** Where one session of one access is found. */
  record Place(UUID access, String routerId) {}

  Place place() {
    return new Place(access, routerId);
  }

  boolean hasOtherAddress(LiveSession before) {
    return !Objects.equals(address, before.address);
  }

  /** As the hub hears of it. */
  Observed.Session told(String id, ByteCount counted, ByteCount countedDown) {
    return new Observed.Session(
        access, address, Math.max(uptimeSeconds, 0), id, mac, counted.total(), countedDown.total());
  }
}
