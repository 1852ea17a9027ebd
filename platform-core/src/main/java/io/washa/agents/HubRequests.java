package io.washa.agents;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.washa.protocol.Enrolment;
import io.washa.protocol.MessageCodec;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's few HTTP requests: enrolment, the way to the WebSocket, and whether it is alive. */
final class HubRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(HubRequests.class);

  private final EnrolmentDesk enrolments;
  private final Conversation.Desk desk;
  private boolean busy;

  HubRequests(EnrolmentDesk enrolments, Conversation.Desk desk) {
    this.enrolments = enrolments;
    this.desk = desk;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (busy) {
      // One request for each connection; the answer closes it.
      return;
    }
    busy = true;
    String path = request.uri();
    if (!request.decoderResult().isSuccess()) {
      refuse(context, HttpResponseStatus.BAD_REQUEST, "this is not HTTP");
    } else if (path.equals(Enrolment.CONNECT_PATH)) {
      upgrade(context, request);
    } else if (path.equals(Enrolment.PATH)) {
      enrol(context, request);
    } else if (path.equals("/health")) {
      answer(context, HttpResponseStatus.OK, "{\"status\":\"UP\"}");
    } else {
      refuse(context, HttpResponseStatus.NOT_FOUND, "there is nothing here");
    }
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    WebSocketServerProtocolConfig config =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(Enrolment.CONNECT_PATH)
            .maxFramePayloadLength(MessageCodec.MAX_BYTES)
            .handshakeTimeoutMillis(desk.properties().handshake().toMillis())
            .allowExtensions(false)
            .build();
    context
        .pipeline()
        .addLast(
            new WebSocketServerProtocolHandler(config),
            new WebSocketFrameAggregator(MessageCodec.MAX_BYTES),
            new AgentFrames(desk));
    context.fireChannelRead(request.retain());
    context.pipeline().remove(this);
  }

  private void enrol(ChannelHandlerContext context, FullHttpRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      refuse(context, HttpResponseStatus.METHOD_NOT_ALLOWED, "enrolment is a POST");
      return;
    }
    String body = request.content().toString(StandardCharsets.UTF_8);
    Thread.ofVirtual().name("enrolment").start(() -> enrol(context, body));
  }

  private void enrol(ChannelHandlerContext context, String body) {
    try {
      Enrolment.Request request = MessageCodec.readValue(body, Enrolment.Request.class);
      switch (enrolments.enrol(request)) {
        case EnrolmentDesk.Outcome.Enrolled enrolled ->
            answer(context, HttpResponseStatus.OK, MessageCodec.writeValue(enrolled.answer()));
        case EnrolmentDesk.Outcome.Refused refused ->
            refuse(context, HttpResponseStatus.FORBIDDEN, refused.reason());
        case EnrolmentDesk.Outcome.Malformed malformed ->
            refuse(context, HttpResponseStatus.BAD_REQUEST, malformed.reason());
      }
    } catch (MessageCodec.MalformedMessageException e) {
      refuse(context, HttpResponseStatus.BAD_REQUEST, "this is not an enrolment request");
    } catch (RuntimeException e) {
      log.error("an enrolment failed", e);
      refuse(context, HttpResponseStatus.SERVICE_UNAVAILABLE, "try again in a moment");
    }
  }

  private static void refuse(
      ChannelHandlerContext context, HttpResponseStatus status, String reason) {
    answer(context, status, MessageCodec.writeValue(new Enrolment.Refusal(reason)));
  }

  private static void answer(
      ChannelHandlerContext context, HttpResponseStatus status, String json) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.debug("connection closed: {}", cause.toString());
    Closing.close(context);
  }
}
