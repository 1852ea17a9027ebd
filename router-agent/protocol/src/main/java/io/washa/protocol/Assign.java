package io.washa.protocol;

import java.util.List;
import java.util.UUID;

/**
 * Hub to agent: the complete list of routers this agent serves. A router that is no longer in the
 * list is left as it is and forgotten.
 */
public record Assign(List<Router> routers) implements Message {

  /**
   * One router and how to reach it on the site's network.
   *
   * @param epoch a rise means: forget the desired state stored under a lower one
   * @param name what people call it
   * @param host address on the site's LAN
   * @param port of the RouterOS API
   * @param tlsFingerprint SHA-256 of the API certificate in hex to pin, or null for the plain API
   * @param username of our own RouterOS group
   * @param password secret; stored encrypted at the site
   * @param pppoe what every PPPoE profile on this router shares
   */
  public record Router(
      UUID router,
      long epoch,
      String name,
      String host,
      int port,
      @org.jspecify.annotations.Nullable String tlsFingerprint,
      String username,
      String password,
      Pppoe pppoe) {

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Router[" + name + " " + router + " epoch " + epoch + " at " + host + ":" + port + "]";
    }
  }

  /**
   * What every PPPoE profile on a router shares.
   *
   * @param localAddress the router's end of every PPPoE link
   * @param pool name of the address pool for subscribers, ours to create
   * @param poolRanges its ranges as RouterOS writes them, as {@code 10.10.0.2-10.10.3.254}
   */
  public record Pppoe(String localAddress, String pool, String poolRanges) {}
}
