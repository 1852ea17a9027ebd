package io.washa.agent.routeros;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Opens the socket to a router, plain or with a pinned certificate. */
final class Dial {
  private static final int MAX_TICK_MILLIS = 1000;

  private Dial() {}

  /** A connected socket whose reads wake up at least every second, to look at deadlines. */
  static Socket connect(RouterAddress address, Timings timings) throws IOException {
    InetAddress host = InetAddress.getByName(address.host());
    if (address.tlsFingerprint() == null && !isPrivate(host)) {
      throw new IOException(
          host.getHostAddress()
              + " is a public address, where the plain API would show the password to everybody on"
              + " the way; give the router a certificate and use the TLS API (port 8729)");
    }
    Socket socket = new Socket();
    try {
      int connectMillis = (int) timings.connect().toMillis();
      socket.setTcpNoDelay(true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      socket.connect(new InetSocketAddress(host, address.port()), connectMillis);
      String pin = address.tlsFingerprint();
      Socket ready = pin == null ? socket : secure(socket, address, pin, connectMillis);
      ready.setSoTimeout((int) Math.min(MAX_TICK_MILLIS, timings.idleRead().toMillis() / 2));
      return ready;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Loopback, link-local, RFC 1918, RFC 6598 (tunnels often live there) and RFC 4193. */
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    boolean local = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || shared
        || local;
  }

  private static Socket secure(Socket plain, RouterAddress address, String pin, int millis)
      throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pin(pin)}, null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
      socket.setSoTimeout(millis);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not available", e);
    }
  }

  /**
   * Trusts one certificate by its hash. A router's certificate is self-made and names nobody, so
   * chain and host name say nothing; the hash was taken at onboarding.
   */
  private static final class Pin implements X509TrustManager {
    private final String expected;

    Pin(String expected) {
      this.expected = expected.replace(":", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
        if (!HexFormat.of().formatHex(hash).equals(expected)) {
          throw new CertificateException("the router's certificate is not the one pinned");
        }
      } catch (GeneralSecurityException e) {
        throw e instanceof CertificateException refused ? refused : new CertificateException(e);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
