package io.washa.simulators.routeros;

/** What a device meets that joins the hotspot's Wi-Fi. */
public sealed interface WifiResult {

  /**
   * The internet, at once.
   *
   * @param user it is logged in as; empty for a device that needs no login
   */
  record Online(String user) implements WifiResult {}

  /**
   * The login page, which knows these of it.
   *
   * @param gateway the hotspot's own address
   */
  record Waiting(String mac, String ip, String gateway) implements WifiResult {
    /** Where the login page's form goes, {@code $(link-login-only)} in the pages. */
    public String linkLoginOnly() {
      return "http://" + gateway + "/login";
    }
  }

  /** Nothing: its binding says so. */
  record Blocked() implements WifiResult {}

  /** Nothing: the router has no hotspot that runs, or no power. */
  record NoHotspot() implements WifiResult {}
}
