package io.washa.payments.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.washa.payments.daraja.DarajaGateway.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DarajaGatewayTest {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DarajaGateway gateway;

  DarajaGatewayTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway =
        new DarajaGateway(
            new DarajaProperties(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                DarajaProperties.PullMethod.POST));
  }

  @BeforeEach
  void anAnswerWithoutEndAndOneWithEnd() {
    server.setExecutor(threads);
    server.createContext(
        "/endless",
        exchange -> {
          byte[] blanks = " ".repeat(1000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
              out.write(blanks);
            }
          }
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/endless");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anEndlessAnswerIsCutAndDoesNotHoldTheCaller() {
    long before = System.nanoTime();

    assertThat(gateway.post("/endless", "Bearer x", Map.of()))
        .isInstanceOfSatisfying(
            Reply.Answer.class,
            answer -> assertThat(answer.body()).hasSize(InboundMessages.MAX_LENGTH));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aRedirectIsNotFollowedWithOurToken() {
    assertThat(gateway.post("/moved", "Bearer x", Map.of()))
        .isInstanceOfSatisfying(
            Reply.Answer.class, answer -> assertThat(answer.status()).isEqualTo(307));
  }
}
