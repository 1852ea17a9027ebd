package io.washa.agents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub listens.
 *
 * @param address to bind; all by default
 * @param port 0 for any free one
 * @param heartbeat how often each side says that it is there; silence of three means gone
 * @param handshake how long a connection may take to become a WebSocket, and then to say hello
 * @param maxConnections beyond which newcomers are closed at once
 * @param limits what one agent may say, and how many may come at once
 */
@ConfigurationProperties("washa.hub")
record HubProperties(
    @DefaultValue("0.0.0.0") String address,
    @DefaultValue("8090") int port,
    @DefaultValue("5s") Duration heartbeat,
    @DefaultValue("10s") Duration handshake,
    @DefaultValue("20000") int maxConnections,
    @DefaultValue Limits limits) {

  /**
   * Bounds. A site of 200 routers stays well within them.
   *
   * @param messagesPerSecond of one agent; one that says more is read more slowly. Each begun 8 KiB
   *     of a message count as one
   * @param burst messages that an agent which was quiet may say at once
   * @param newcomersAtOnce agents whose hello is looked at together; the others wait in line
   * @param line longest wait in that line; who would wait longer is asked to come back later
   * @param reconnectsPerSecond how densely agents whose connections broke together come back
   */
  record Limits(
      @DefaultValue("200") int messagesPerSecond,
      @DefaultValue("4000") int burst,
      @DefaultValue("16") int newcomersAtOnce,
      @DefaultValue("5s") Duration line,
      @DefaultValue("500") int reconnectsPerSecond) {}
}
