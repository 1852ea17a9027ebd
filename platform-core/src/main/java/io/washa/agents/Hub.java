package io.washa.agents;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Where the sites' agents connect: enrolment over HTTP, then one WebSocket each. */
@Component
@ConditionalOnRole(Role.GATEWAY)
class Hub implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);
  private static final int LONGEST_REQUEST = 8 * 1024;
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(256 * 1024, 2 * 1024 * 1024);

  private final HubProperties properties;
  private final EnrolmentDesk enrolments;
  private final Conversation.Desk desk;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable EventLoopGroup loops;
  private volatile @Nullable Channel listening;

  Hub(HubProperties properties, EnrolmentDesk enrolments, Conversation.Desk desk) {
    this.properties = properties;
    this.enrolments = enrolments;
    this.desk = desk;
  }

  @Override
  public void start() {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    loops = group;
    listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(properties.address(), properties.port())
            .syncUninterruptibly()
            .channel();
    log.info("agents may connect to port {}", port());
  }

  private void accept(SocketChannel channel) {
    if (channels.size() >= properties.maxConnections()) {
      Closing.close(channel);
      return;
    }
    channels.add(channel);
    channel
        .pipeline()
        .addLast(
            new Deadline(properties.handshake()),
            new HttpServerCodec(),
            new HttpObjectAggregator(LONGEST_REQUEST),
            new HubRequests(enrolments, desk));
  }

  /** The port that is listened on. */
  int port() {
    return ((InetSocketAddress) Objects.requireNonNull(listening).localAddress()).getPort();
  }

  @Override
  public void stop() {
    Channel open = listening;
    listening = null;
    if (open != null) {
      open.close().syncUninterruptibly();
    }
    for (Connections.Held held : desk.door().connections().all()) {
      held.connection().end(desk.door().reception().closing());
    }
    channels.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    if (loops != null) {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean isRunning() {
    return listening != null;
  }
}
