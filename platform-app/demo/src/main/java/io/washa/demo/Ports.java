package io.washa.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The TCP ports of the demo, all on the loopback interface.
 *
 * @param routers the API ports of the three routers
 * @param controls the ports on which the three routers are looked at and disturbed
 */
record Ports(
    int platform,
    int hub,
    int daraja,
    List<Integer> routers,
    List<Integer> controls,
    Servers servers) {

  /** PostgreSQL's, Redis's and Keycloak's. */
  record Servers(int postgres, int redis, int keycloak) {}

  static Ports usual() {
    return new Ports(
        8080,
        8081,
        8280,
        List.of(18728, 18729, 18730),
        List.of(18738, 18739, 18740),
        new Servers(15432, 16379, 8180));
  }

  /**
   * Twelve ports in a row: platform, hub, Daraja, the routers' three, their controls' three,
   * PostgreSQL, Redis, Keycloak.
   */
  static Ports from(int first) {
    if (first < 1024 || first > 65_524) {
      throw new DemoFailure("--ports-from takes a port from 1024 to 65524, not " + first);
    }
    return new Ports(
        first,
        first + 1,
        first + 2,
        List.of(first + 3, first + 4, first + 5),
        List.of(first + 6, first + 7, first + 8),
        new Servers(first + 9, first + 10, first + 11));
  }

  /** Who wants which port, in the order of {@link #from}. */
  Map<String, Integer> wanted() {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put("the platform", platform);
    wanted.put("the agent hub", hub);
    wanted.put("the Daraja simulator", daraja);
    for (int router = 0; router < routers.size(); router++) {
      wanted.put("router " + (router + 1), routers.get(router));
    }
    for (int router = 0; router < controls.size(); router++) {
      wanted.put("the control of router " + (router + 1), controls.get(router));
    }
    wanted.put("PostgreSQL", servers.postgres());
    wanted.put("Redis", servers.redis());
    wanted.put("Keycloak", servers.keycloak());
    return wanted;
  }

  /** Throws on the first port that somebody else listens on. */
  void requireFree() {
    wanted().forEach(Ports::requireFree);
  }

  private static void requireFree(String who, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new DemoFailure(
          "Port "
              + port
              + " is taken, and "
              + who
              + " wants it; --ports-from N moves all of them to N and above",
          e);
    }
  }
}
