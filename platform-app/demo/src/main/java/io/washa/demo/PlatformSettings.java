package io.washa.demo;

import io.washa.tenancy.CellSetup;
import java.util.List;
import java.util.stream.Stream;

/** What the platform and the seeder are told alike: where everything is. */
final class PlatformSettings {
  /** Of the database's roles. */
  static final CellSetup.Passwords PASSWORDS =
      new CellSetup.Passwords("demo-owner", "demo-app", "demo-control");

  private PlatformSettings() {}

  /** As arguments of a Spring Boot program. */
  static List<String> of(Home home, Ports ports) {
    return List.of(
        "--server.port=" + ports.platform(),
        "--server.address=127.0.0.1",
        "--washa.hub.address=127.0.0.1",
        "--washa.hub.port=" + ports.hub(),
        "--washa.public-url=http://127.0.0.1:" + ports.platform(),
        "--washa.database.url=jdbc:postgresql://127.0.0.1:" + ports.servers().postgres() + "/washa",
        "--washa.database.owner-password=" + PASSWORDS.owner(),
        "--washa.database.app-password=" + PASSWORDS.app(),
        "--washa.database.control-password=" + PASSWORDS.control(),
        "--washa.redis.url=redis://127.0.0.1:" + ports.servers().redis(),
        "--washa.secrets.keyset-file=" + home.data("keyset.json"),
        "--washa.identity.url=" + keycloak(ports),
        "--washa.identity.issuer=" + keycloak(ports) + "/realms/" + StaffAccounts.REALM,
        "--washa.identity.admin-client-secret=" + StaffAccounts.ADMIN_SECRET,
        "--washa.identity.platform-client-secret=" + StaffAccounts.PLATFORM_SECRET,
        "--washa.daraja.base-url=http://127.0.0.1:" + ports.daraja());
  }

  /** The same for a second pod that only takes agents, on ports of its own. */
  static List<String> ofGateway(Home home, Ports ports, int http, int hub) {
    List<String> own =
        List.of("--server.port=" + http, "--washa.hub.port=" + hub, "--washa.roles=gateway");
    return Stream.concat(
            of(home, ports).stream()
                .filter(setting -> !setting.matches("--(server|washa\\.hub)\\.port=.*")),
            own.stream())
        .toList();
  }

  private static String keycloak(Ports ports) {
    return "http://localhost:" + ports.servers().keycloak();
  }
}
