package io.washa.portal.web;

import io.washa.network.MacAddress;
import io.washa.portal.Door;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a router's login page says of the device that it sends here. Anybody can write such an
 * address: nothing in it is believed but which door is knocked at, and nobody is ever sent to a
 * place that it names.
 *
 * @param site whose router sends it; we put it into the login page
 * @param ip the device's address, for people to look at
 */
record Knock(@Nullable String site, @Nullable String mac, @Nullable String ip) {
  private static final String KIND = "door";
  private static final Duration LIFE = Duration.ofHours(12);

  /** The door, if what was said makes sense. */
  Optional<Door> door() {
    return Optional.ofNullable(site)
        .flatMap(Ids::parse)
        .flatMap(place ->
            Optional.ofNullable(mac)
                .flatMap(MacAddress::parse)
                .map(device -> new Door(place, device)));
  }

  /** The address as said, empty if it is none. */
  String address() {
    return ip != null && ip.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") ? ip : "";
  }

  /** A door, vouched for: it was knocked at. */
  static String sealed(Door door, FormTokens tokens) {
    return tokens.seal(KIND, LIFE, door.site().toString(), door.device().text());
  }

  /** The door that a token vouches for. */
  static Optional<Door> opened(@Nullable String token, FormTokens tokens) {
    return tokens.open(KIND, token) instanceof FormTokens.Opened.Valid(List<String> values)
        ? Optional.of(new Door(UUID.fromString(values.get(0)), new MacAddress(values.get(1))))
        : Optional.empty();
  }
}
