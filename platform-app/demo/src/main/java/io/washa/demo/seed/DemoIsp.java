package io.washa.demo.seed;

import java.util.List;

/**
 * One ISP of the demo.
 *
 * @param slug also its host, {@code slug.localhost}
 * @param shortcode its PayBill
 */
public record DemoIsp(
    String slug,
    String name,
    String colour,
    String supportPhone,
    String shortcode,
    List<Site> sites) {

  /** Copies the sites. */
  public DemoIsp {
    sites = List.copyOf(sites);
  }

  /**
   * One site with its router.
   *
   * @param router which of the demo's three routers stands there, from 0
   * @param routerOs the version its router runs: ISPs have old and new ones side by side
   * @param network first two bytes of its subscribers' addresses
   * @param hotspot whether there is Wi-Fi for passers-by, too
   */
  public record Site(String name, int router, String routerOs, String network, boolean hotspot) {
    /** The hotspot's own address. */
    public String hotspotAddress() {
      return network + ".8.1";
    }
  }

  /** Who can sign in to each router, and with what. */
  public static final String ROUTER_USER = "washa";

  /** See {@link #ROUTER_USER}. */
  public static final String ROUTER_PASSWORD = "demo-router";

  /** Both ISPs. */
  public static List<DemoIsp> all() {
    return List.of(
        new DemoIsp(
            "acme",
            "Acme Fibre",
            "#0b6e4f",
            "0709 000 111",
            "600411",
            List.of(
                new Site("Kilimani", 0, "7.20", "10.10", false),
                new Site("Rongai", 1, "6.49.10", "10.20", false))),
        new DemoIsp(
            "kifaru",
            "Kifaru Net",
            "#7a2e8e",
            "0709 000 222",
            "600522",
            List.of(new Site("Nakuru", 2, "7.12.1", "10.30", true))));
  }

  /** The consumer key of its Daraja app. */
  public String consumerKey() {
    return slug + "-demo-key";
  }

  /** The consumer secret of its Daraja app. */
  public String consumerSecret() {
    return slug + "-demo-secret";
  }

  /** The passkey of its PayBill. */
  public String passkey() {
    return slug + "demopasskey";
  }
}
