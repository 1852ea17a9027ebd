package io.washa.simulators.daraja;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A self-signed X.509 certificate in PEM, as Safaricom hands out for the SecurityCredential. The
 * JDK reads certificates but has no public way to write one.
 */
final class Certificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int VERSION = 0xa0;

  /** sha256WithRSAEncryption, no parameters (RFC 4055). */
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  /** commonName (RFC 5280). */
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  private Certificate() {}

  /** The same key gives the same certificate, valid from 2025 to 2049. */
  static String pem(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
    byte[] name =
        der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(UTF8_STRING, "Daraja simulator"))));
    byte[] content =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, new byte[] {1}),
            ALGORITHM,
            name,
            der(SEQUENCE, text(UTC_TIME, "250101000000Z"), text(UTC_TIME, "491231235959Z")),
            name,
            publicKey.getEncoded());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(privateKey);
    signature.update(content);
    byte[] certificate =
        der(SEQUENCE, content, ALGORITHM, der(BIT_STRING, new byte[] {0}, signature.sign()));
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static byte[] text(int tag, String text) {
    return der(tag, text.getBytes(StandardCharsets.US_ASCII));
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
