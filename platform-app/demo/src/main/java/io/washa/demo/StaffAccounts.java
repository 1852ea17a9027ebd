package io.washa.demo;

import io.washa.servers.Keycloak;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The realm in which the ISPs' staff have their accounts. */
final class StaffAccounts {
  static final String REALM = "washa";
  static final String ADMIN_SECRET = "demo-admin-client";
  static final String PLATFORM_SECRET = "demo-platform-client";

  private StaffAccounts() {}

  /** Starts Keycloak with its realm, and waits until that answers. */
  static Keycloak start(Home home, Ports ports) throws IOException {
    return Keycloak.durable(
        home.keycloak(),
        ports.servers().keycloak(),
        new Keycloak.Realm(
            REALM,
            json(),
            Map.of(
                // Whatever port the platform has: the demo can be moved to others.
                "WASHA_ADMIN_REDIRECT",
                "http://localhost:*",
                "WASHA_ADMIN_CLIENT_SECRET",
                ADMIN_SECRET,
                "WASHA_PLATFORM_CLIENT_SECRET",
                PLATFORM_SECRET,
                "WASHA_CLI_PASSWORDS",
                "true")));
  }

  private static String json() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            StaffAccounts.class.getResourceAsStream("/keycloak/washa-realm.json"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
