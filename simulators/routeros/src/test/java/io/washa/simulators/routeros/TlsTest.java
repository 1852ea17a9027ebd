package io.washa.simulators.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API over TLS, with a certificate that a client can pin. */
class TlsTest {
  private final RouterOsSimulator router =
      RouterOsSimulator.builder().user("washa", "secret").cost(CostModel.FREE).start();

  @AfterEach
  void stop() {
    router.close();
  }

  private static SSLSocket connect(int port) throws Exception {
    X509TrustManager anybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {anybody}, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    socket.startHandshake();
    return socket;
  }

  private static String sha256(SSLSocket socket) throws Exception {
    byte[] certificate = socket.getSession().getPeerCertificates()[0].getEncoded();
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
  }

  @Test
  void theCertificateIsTheOneThatTheControlInterfaceNames() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + router.controlPort() + "/control/certificate");
    String body;
    try (HttpClient http = HttpClient.newHttpClient()) {
      body =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
    }
    try (SSLSocket socket = connect(router.apiSslPort())) {
      assertThat(sha256(socket)).isEqualTo(router.certificateSha256()).hasSize(64);
      assertThat(body)
          .contains("\"sha256\":\"" + sha256(socket) + "\"")
          .contains("\"port\":" + router.apiSslPort());
    }
  }

  @Test
  void aCommandIsAnsweredOverTls() throws Exception {
    try (SSLSocket socket = connect(router.apiSslPort())) {
      byte[] login = HexFormat.of().parseHex("062f6c6f67696e");
      socket.getOutputStream().write(login);
      socket.getOutputStream().write(0);
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(6)).startsWith((byte) 5).endsWith((byte) 'e');
    }
  }

  @Test
  void anotherRouterHasAnotherCertificateAndPowerCyclesKeepIt() throws Exception {
    String pinned = router.certificateSha256();
    router.power(false);
    router.power(true);
    try (SSLSocket socket = connect(router.apiSslPort());
        RouterOsSimulator other = RouterOsSimulator.builder().start()) {
      assertThat(sha256(socket)).isEqualTo(pinned);
      assertThat(other.certificateSha256()).isNotEqualTo(pinned);
    }
  }
}
