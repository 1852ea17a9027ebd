package io.washa.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.washa.protocol.Assign;
import io.washa.protocol.Challenge;
import io.washa.protocol.Enrolment;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.MessageCodec;
import io.washa.protocol.Welcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The limit of a hub: a bare Netty server that takes a WebSocket, challenges, verifies the Ed25519
 * signature and welcomes, as a process of its own. It knows every key by heart, has no database and
 * remembers nobody.
 */
final class BareHub {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<UUID, PublicKey> keys;

  private BareHub(Map<UUID, PublicKey> keys) {
    this.keys = keys;
  }

  /** Arguments: the port, and a file with a line for each agent, its id and its key in base64. */
  public static void main(String[] arguments) throws Exception {
    Map<UUID, PublicKey> keys = new HashMap<>();
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      String[] parts = line.split(" ", -1);
      byte[] encoded = Base64.getDecoder().decode(parts[1]);
      keys.put(UUID.fromString(parts[0]), factory.generatePublic(new X509EncodedKeySpec(encoded)));
    }
    new BareHub(keys).listen(Integer.parseInt(arguments[0]));
    System.out.println("listening");
  }

  private void listen(int port) {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(8192),
                        new WebSocketServerProtocolHandler(Enrolment.CONNECT_PATH),
                        new Frames());
              }
            })
        .bind("127.0.0.1", port)
        .syncUninterruptibly();
  }

  private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final String nonce = nonce();

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        say(context, new Challenge(nonce));
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      if (MessageCodec.read(frame.text()).orElse(null) instanceof Hello hello && signed(hello)) {
        say(context, new Welcome(Instant.now(), 60_000, 7200, List.of("pppoe")));
        say(context, new Assign(List.of()));
      }
    }

    private boolean signed(Hello hello) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(keys.get(hello.agent()));
        signature.update(Challenge.textToSign(nonce, hello.agent()));
        return signature.verify(Base64.getDecoder().decode(hello.signature()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String nonce() {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void say(ChannelHandlerContext context, Message message) {
    ChannelFuture _ = context.writeAndFlush(new TextWebSocketFrame(MessageCodec.write(message)));
  }
}
