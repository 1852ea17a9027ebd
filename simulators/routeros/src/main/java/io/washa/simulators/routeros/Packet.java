package io.washa.simulators.routeros;

/**
 * What the firewall looks at of a packet.
 *
 * @param source address of the device
 * @param mac of the device, empty if it is not on the same network
 * @param host the name that was asked for
 * @param destination address it goes to
 * @param protocol as {@code tcp}
 * @param port of the destination
 * @param in interface it comes from
 * @param out interface it leaves by, empty if it is for the router itself
 * @param state of its connection, {@code new} or {@code established}
 * @param translated whether the destination was changed by NAT
 * @param authorized whether the hotspot lets the device through
 */
record Packet(
    String source,
    String mac,
    String host,
    String destination,
    String protocol,
    int port,
    String in,
    String out,
    String state,
    boolean translated,
    boolean authorized) {

  Packet to(String otherDestination, int otherPort, String otherOut) {
    return new Packet(
        source,
        mac,
        host,
        otherDestination,
        protocol,
        otherPort,
        in,
        otherOut,
        state,
        true,
        authorized);
  }

  Packet leavingBy(String otherOut) {
    return new Packet(
        source,
        mac,
        host,
        destination,
        protocol,
        port,
        in,
        otherOut,
        state,
        translated,
        authorized);
  }

  Packet in(String otherState) {
    return new Packet(
        source,
        mac,
        host,
        destination,
        protocol,
        port,
        in,
        out,
        otherState,
        translated,
        authorized);
  }
}
