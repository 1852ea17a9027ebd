package io.washa.payments.daraja;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * The API operator of a shortcode, who may ask for a status or a reversal.
 *
 * @param certificate Safaricom's, PEM; it differs between sandbox and production and changes over
 *     the years, so it is uploaded. Its dates are not checked: those in use were seen expired.
 */
public record Initiator(String name, String password, String certificate) {
  /** What is wrong with it, as a sentence for whoever typed it in; empty if nothing is. */
  public Optional<String> problem() {
    if (name.isBlank() || password.isEmpty()) {
      return Optional.of("Name and password of the API operator are needed.");
    }
    try {
      String _ = credential();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of("This is not the X.509 certificate in PEM that Safaricom gives out.");
    }
  }

  /** The password, encrypted by RSA with PKCS#1 v1.5 (Daraja portal); another text each time. */
  String credential() {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))
              .getPublicKey());
      return Base64.getEncoder()
          .encodeToString(cipher.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate of " + name + " cannot encrypt", e);
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "Initiator[" + name + "]";
  }
}
