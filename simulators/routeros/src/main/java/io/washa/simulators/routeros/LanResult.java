package io.washa.simulators.routeros;

/** What became of a device that asked a DHCP server for an address. */
public sealed interface LanResult {

  /**
   * It has one.
   *
   * @param address given to it
   * @param server name of the DHCP server
   */
  record Bound(String address, String server) implements LanResult {}

  /** It has none. */
  record Refused(String reason) implements LanResult {}
}
