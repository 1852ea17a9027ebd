package io.washa.agents;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that has not got past its present step in time, however busily it trickles
 * bytes.
 */
final class Deadline extends ChannelInboundHandlerAdapter {
  private final Duration length;
  private @Nullable Future<?> end;

  Deadline(Duration length) {
    this.length = length;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    restart(context);
    context.fireChannelActive();
  }

  /** The next step begins. */
  void restart(ChannelHandlerContext context) {
    lift();
    end =
        context
            .executor()
            .schedule(() -> Closing.close(context), length.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last step is done. */
  void lift() {
    if (end != null) {
      end.cancel(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lift();
    context.fireChannelInactive();
  }
}
