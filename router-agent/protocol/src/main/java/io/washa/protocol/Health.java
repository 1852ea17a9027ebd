package io.washa.protocol;

import java.util.List;
import java.util.UUID;

/**
 * Agent to hub: how a router is, every minute.
 *
 * @param version as the router says it
 * @param cpuPercent 0 to 100
 * @param freeMemory bytes
 * @param totalMemory bytes
 * @param uptimeSeconds since the router's start
 * @param sessions live sessions, ours or not
 * @param clockOffSeconds the router's clock against the platform's; positive: ahead
 * @param interfaces those that run
 */
public record Health(
    UUID router,
    String version,
    int cpuPercent,
    long freeMemory,
    long totalMemory,
    long uptimeSeconds,
    int sessions,
    long clockOffSeconds,
    List<Interface> interfaces)
    implements Message {

  /** What an interface carries, bits a second. */
  public record Interface(String name, long rxBits, long txBits) {}
}
