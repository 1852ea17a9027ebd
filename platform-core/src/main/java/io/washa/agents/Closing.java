package io.washa.agents;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;

/** Closes channels whose end nobody waits for; their handlers hear of it. */
final class Closing {
  private Closing() {}

  static void close(ChannelOutboundInvoker channel) {
    ChannelFuture _ = channel.close();
  }
}
