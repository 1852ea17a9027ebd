package io.washa.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.washa.protocol.Challenge;
import io.washa.protocol.Enrolment;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.Welcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Many agents in one process: they connect, prove who they are, and then only beat. */
final class Swarm implements AutoCloseable {
  /** Handshakes under way together; more would wait in the kernel's queue of the listener. */
  private static final int AT_ONCE = 256;

  private static final long BEAT_SECONDS = 20;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final URI hub;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicInteger sentAway = new AtomicInteger();

  Swarm(int port) {
    hub = URI.create("ws://127.0.0.1:" + port + Enrolment.CONNECT_PATH);
  }

  /** Connects all; how long until the last was welcome, in milliseconds. */
  double connect(List<Member> members) throws InterruptedException {
    CountDownLatch welcome = new CountDownLatch(members.size());
    long begun = System.nanoTime();
    for (Member member : members) {
      if (!places.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the hub takes nobody any more");
      }
      connect(member, welcome);
    }
    if (!welcome.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "%d are not welcome, %d were sent away".formatted(welcome.getCount(), sentAway.get()));
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private void connect(Member member, CountDownLatch welcome) {
    ChannelFuture _ =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channels.add(channel);
                    WebSocketClientProtocolConfig config =
                        WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(hub)
                            .handshakeTimeoutMillis(30_000)
                            .build();
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketClientProtocolHandler(config),
                            new Frames(member, welcome));
                  }
                })
            .connect(hub.getHost(), hub.getPort());
  }

  private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Member member;
    private final CountDownLatch welcome;
    private @Nullable Future<?> beats;

    Frames(Member member, CountDownLatch welcome) {
      this.member = member;
      this.welcome = welcome;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      switch (MessageCodec.read(frame.text()).orElse(null)) {
        case Challenge challenge -> say(context, member.hello(challenge));
        case Welcome _ -> {
          places.release();
          welcome.countDown();
          beats =
              context
                  .executor()
                  .scheduleAtFixedRate(
                      () -> say(context, new Heartbeat(Instant.now())),
                      BEAT_SECONDS,
                      BEAT_SECONDS,
                      TimeUnit.SECONDS);
        }
        case Goodbye _ -> sentAway.incrementAndGet();
        case null, default -> {}
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (beats != null) {
        beats.cancel(false);
      }
    }

    private static void say(ChannelHandlerContext context, Message message) {
      if (context.channel().isActive()) {
        ChannelFuture _ =
            context.writeAndFlush(new TextWebSocketFrame(MessageCodec.write(message)));
      }
    }
  }

  /** How many are connected. */
  int size() {
    return (int) channels.stream().filter(Channel::isActive).count();
  }

  /** All lines break without a word. */
  void breakOff() throws InterruptedException {
    channels.close().await();
  }

  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
