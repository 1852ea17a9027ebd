package io.washa.agent;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.washa.protocol.Challenge;
import io.washa.protocol.Enrolment;
import io.washa.protocol.Goodbye;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.Welcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A small hub on a real port that enrols one agent, checks its signature and records all it says.
 */
final class TestHub implements AutoCloseable {
  static final String CODE = "good-code";
  private static final String NONCE = "00112233445566778899aabbccddeeff";

  final UUID agent = UUID.randomUUID();
  volatile int heartbeatMillis = 300;
  volatile long graceSeconds = 7200;
  volatile long spreadMillis;
  volatile Instant time = Instant.now();
  volatile boolean silent;
  volatile @Nullable Goodbye sendAway;
  volatile int fragmentBytes = Integer.MAX_VALUE;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Message> received = new ArrayList<>();
  private int port;
  private int hellos;
  private @Nullable Channel server;
  private volatile @Nullable Channel connection;
  private volatile String publicKey = "";

  TestHub() {
    open();
  }

  void open() {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    handlers(channel.pipeline());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .syncUninterruptibly()
            .channel();
    port = ((InetSocketAddress) server.localAddress()).getPort();
    var _ = group.scheduleAtFixedRate(this::beat, 100, heartbeatMillis / 2, TimeUnit.MILLISECONDS);
  }

  private void handlers(ChannelPipeline pipeline) {
    pipeline.addLast(
        new HttpServerCodec(), new HttpObjectAggregator(65536), new EnrolmentHandler());
    pipeline.addLast(
        new WebSocketServerProtocolHandler(
            Enrolment.CONNECT_PATH, null, false, MessageCodec.MAX_BYTES));
    pipeline.addLast(new WebSocketFrameAggregator(MessageCodec.MAX_BYTES), new AgentHandler());
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private void beat() {
    Channel open = connection;
    if (open != null && !silent) {
      write(open, new Heartbeat(time));
    }
  }

  void send(Message message) {
    Channel open = connection;
    if (open == null) {
      throw new IllegalStateException("no agent is connected");
    }
    write(open, message);
  }

  private void write(Channel channel, Message message) {
    String text = MessageCodec.write(message);
    if (text.length() <= fragmentBytes) {
      var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
      return;
    }
    var _ = channel.write(new TextWebSocketFrame(false, 0, text.substring(0, fragmentBytes)));
    for (int from = fragmentBytes; from < text.length(); from += fragmentBytes) {
      int to = Math.min(from + fragmentBytes, text.length());
      var _ =
          channel.write(
              new ContinuationWebSocketFrame(to == text.length(), 0, text.substring(from, to)));
    }
    channel.flush();
  }

  /** Cuts the connection and listens no more. */
  void goAway() {
    Channel listening = server;
    if (listening != null) {
      listening.close().syncUninterruptibly();
    }
    drop();
  }

  void drop() {
    Channel open = connection;
    connection = null;
    if (open != null) {
      open.close().syncUninterruptibly();
    }
  }

  /** Waits until this many connections in all have been welcomed. */
  void awaitConnections(int count) {
    Eventually.until("connection " + count, () -> connections() >= count);
  }

  synchronized int connections() {
    return hellos;
  }

  synchronized void forget() {
    received.clear();
  }

  synchronized <T extends Message> List<T> all(Class<T> type) {
    return received.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends Message> T await(Class<T> type, Predicate<T> wanted) {
    return Eventually.value(
        type.getSimpleName() + " among " + all(Message.class),
        Duration.ofSeconds(10),
        () -> all(type).stream().filter(wanted).findFirst());
  }

  @Override
  public void close() {
    goAway();
    group.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  private final class EnrolmentHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    public boolean acceptInboundMessage(Object message) throws Exception {
      return message instanceof FullHttpRequest request
          && request.uri().equals(Enrolment.PATH)
          && super.acceptInboundMessage(message);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      Enrolment.Request asked =
          MessageCodec.readValue(
              request.content().toString(StandardCharsets.UTF_8), Enrolment.Request.class);
      boolean good = asked.code().equals(CODE);
      Object answer =
          good
              ? new Enrolment.Answer(agent, "Kisumu")
              : new Enrolment.Refusal("the code is unknown");
      if (good) {
        publicKey = asked.publicKey();
      }
      byte[] body = MessageCodec.writeValue(answer).getBytes(StandardCharsets.UTF_8);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              good ? HttpResponseStatus.OK : HttpResponseStatus.FORBIDDEN,
              Unpooled.wrappedBuffer(body));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
      var _ = context.writeAndFlush(response);
    }
  }

  private final class AgentHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        Goodbye goodbye = sendAway;
        write(context.channel(), goodbye == null ? new Challenge(NONCE) : goodbye);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame)
        throws Exception {
      Message message = MessageCodec.read(frame.text()).orElseThrow();
      if (message instanceof Hello hello) {
        if (!signed(hello)) {
          write(context.channel(), new Goodbye("bad signature", false));
          return;
        }
        write(
            context.channel(),
            new Welcome(time, heartbeatMillis, graceSeconds, List.of("pppoe"), spreadMillis));
        connection = context.channel();
      }
      synchronized (TestHub.this) {
        received.add(message);
        hellos += message instanceof Hello ? 1 : 0;
      }
    }

    private boolean signed(Hello hello) throws GeneralSecurityException {
      Signature signature = Signature.getInstance("Ed25519");
      byte[] key = Base64.getDecoder().decode(publicKey);
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
      signature.update(Challenge.textToSign(NONCE, agent));
      return signature.verify(Base64.getDecoder().decode(hello.signature()));
    }
  }
}
