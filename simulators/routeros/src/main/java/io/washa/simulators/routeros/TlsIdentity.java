package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The key and self-signed certificate of {@code api-ssl}, made when the router is built, as
 * onboarding would make them. The JDK reads certificates but has no public way to write one.
 */
final class TlsIdentity {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xa0;

  /** ecdsa-with-SHA256 (RFC 5758). */
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300a06082a8648ce3d040302");

  /** commonName (RFC 5280). */
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  private final SSLContext context;
  private final String sha256;

  private TlsIdentity(SSLContext context, String sha256) {
    this.context = context;
    this.sha256 = sha256;
  }

  /** A new identity with a key of its own. */
  static TlsIdentity create(String commonName) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      byte[] certificate = certificate(commonName, keys);
      char[] password = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate))
      };
      store.setKeyEntry("api-ssl", keys.getPrivate(), password, chain);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate);
      return new TlsIdentity(context, HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a certificate", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a certificate", e);
    }
  }

  /** SHA-256 of the certificate, 64 lower-case hexadecimal digits, as a client pins it. */
  String sha256() {
    return sha256;
  }

  /** An unbound socket that speaks TLS as this identity. */
  ServerSocket socket() {
    try {
      return context.getServerSocketFactory().createServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a socket", e);
    }
  }

  private static byte[] certificate(String commonName, KeyPair keys)
      throws GeneralSecurityException {
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(UTF8_STRING, commonName))));
    byte[] content =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, new byte[] {1}),
            ALGORITHM,
            name,
            der(SEQUENCE, text(UTC_TIME, "250101000000Z"), text(UTC_TIME, "491231235959Z")),
            name,
            keys.getPublic().getEncoded());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    return der(SEQUENCE, content, ALGORITHM, der(BIT_STRING, new byte[] {0}, signature.sign()));
  }

  private static byte[] text(int tag, String text) {
    return der(tag, text.getBytes(US_ASCII));
  }

  /** Tag, length, contents (X.690). */
  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      inner.writeBytes(content);
    }
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    int length = inner.size();
    if (length < 0x80) {
      der.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : 2;
      der.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        der.write(length >> (8 * i));
      }
    }
    der.writeBytes(inner.toByteArray());
    return der.toByteArray();
  }
}
