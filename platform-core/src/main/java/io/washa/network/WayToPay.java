package io.washa.network;

import io.washa.tenancy.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Where those who are not online are sent, so that they can pay: as the ISP chose it for all its
 * routers.
 *
 * @param portal address of the portal as {@code https://haraka.example}, without a path; empty: no
 *     login files are put on routers
 * @param reachable names or IPv4 addresses that are reached without being online, beside the
 *     portal's
 * @param pausedPage IPv4 address and port that whatever a paused subscriber opens leads to, as
 *     {@code 192.0.2.7:80}; empty: whoever has not paid is switched off instead
 */
public record WayToPay(String portal, List<String> reachable, String pausedPage) {
  /** Nowhere yet. */
  public static final Settings.Choice<WayToPay> CHOICE =
      new Settings.Choice<>("network.way-to-pay", WayToPay.class, new WayToPay("", List.of(), ""));

  private static final int MOST_HOSTS = 50;
  private static final String NAME =
      "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,62})?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})?)+";

  /**
   * Checks what was chosen.
   *
   * @throws IllegalArgumentException with a sentence for whoever chose
   */
  public WayToPay {
    reachable = List.copyOf(reachable);
    if (!portal.isEmpty() && hostOf(portal).isEmpty()) {
      throw new IllegalArgumentException(
          "the portal's address is like https://name.example, without a path");
    }
    if (reachable.size() > MOST_HOSTS) {
      throw new IllegalArgumentException("at most 50 hosts are reached without being online");
    }
    for (String host : reachable) {
      if (!host.matches(NAME) || host.length() > 253) {
        throw new IllegalArgumentException("this is no name of a host: " + host);
      }
    }
    if (!pausedPage.isEmpty() && !isEndpoint(pausedPage)) {
      throw new IllegalArgumentException(
          "the paused page is an IPv4 address and a port, like 192.0.2.7:80");
    }
  }

  /** The portal's host; empty if there is no portal. */
  String portalHost() {
    return hostOf(portal);
  }

  private static String hostOf(String address) {
    try {
      URI uri = new URI(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean bare =
          uri.getUserInfo() == null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
      String host = uri.getHost();
      return web && bare && host != null && uri.getRawFragment() == null ? host : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static boolean isEndpoint(String text) {
    int colon = text.indexOf(':');
    return colon > 0
        && Ipv4.parse(text.substring(0, colon)).isPresent()
        && text.substring(colon + 1).matches("[1-9][0-9]{0,4}")
        && Integer.parseInt(text.substring(colon + 1)) <= 65_535;
  }
}
