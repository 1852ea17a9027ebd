package io.washa.protocol;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
   * @param rules what else holds for the whole router; null from a platform that knows none
   */
  public record Router(
      UUID router,
      long epoch,
      String name,
      String host,
      int port,
      @Nullable String tlsFingerprint,
      String username,
      String password,
      Pppoe pppoe,
      @Nullable Rules rules) {

    /** A router without further rules. */
    public Router(
        UUID router,
        long epoch,
        String name,
        String host,
        int port,
        @Nullable String tlsFingerprint,
        String username,
        String password,
        Pppoe pppoe) {
      this(router, epoch, name, host, port, tlsFingerprint, username, password, pppoe, null);
    }

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

  /**
   * What holds for a whole router.
   *
   * @param serial serial number or software id of the box that a person confirmed; nothing is
   *     written to another. Null: none yet, any box may be written to
   * @param reportOnly compare and report, write nothing
   * @param paused where those who have not paid are sent; null: they are switched off
   * @param hotspot how its hotspot looks to who has not logged in; null: it has none of ours
   */
  public record Rules(
      @Nullable String serial,
      boolean reportOnly,
      @Nullable Paused paused,
      @Nullable Hotspot hotspot) {}

  /**
   * Where those who have not paid are sent: they stay connected, reach these hosts and the DNS, and
   * get the page for whatever they open.
   *
   * @param page IPv4 address and port that plain HTTP is redirected to, as {@code 192.0.2.7:80}
   * @param reachable names or IPv4 addresses, as the portal's and the payment service's
   */
  public record Paused(String page, List<String> reachable) {}

  /**
   * A hotspot to who has not logged in.
   *
   * @param reachable names or IPv4 addresses that need no login, as the portal's
   * @param directory folder on the router that the login files go to
   * @param files the login files' texts by name, as {@code login.html}; under 60 KiB each
   */
  public record Hotspot(List<String> reachable, String directory, Map<String, String> files) {}
}
