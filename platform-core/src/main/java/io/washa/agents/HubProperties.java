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
 */
@ConfigurationProperties("washa.hub")
record HubProperties(
    @DefaultValue("0.0.0.0") String address,
    @DefaultValue("8090") int port,
    @DefaultValue("5s") Duration heartbeat,
    @DefaultValue("10s") Duration handshake,
    @DefaultValue("20000") int maxConnections) {}
