package io.washa.simulators.daraja;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;

/**
 * The API operators of businesses: name {@code testapi}, password {@code Safaricom999!*!} unless
 * set otherwise. A SecurityCredential is the password, encrypted with our certificate by RSA and
 * PKCS#1 v1.5 (facts §6). Three wrong ones in a row lock the operator.
 */
final class Initiators {
  private static final int WRONG_UNTIL_LOCKED = 3;

  private final PrivateKey key;
  private final Map<String, Operator> operators = new ConcurrentHashMap<>();
  private final Map<String, Integer> wrong = new ConcurrentHashMap<>();
  private final Books books;

  /** An API operator. */
  record Operator(String name, String password) {
    @Override
    public String toString() {
      return "Operator[" + name + "]";
    }
  }

  /** What a check of a credential ends with. */
  enum Verdict {
    OK,
    WRONG,
    LOCKED
  }

  Initiators(Books books) {
    this.books = books;
    this.key = readKey();
  }

  /** The certificate that businesses encrypt with, PEM. */
  static String certificate() {
    return resource("initiator-certificate.pem");
  }

  /** Sets the operator of a shortcode, unlocked. */
  void set(String shortcode, Operator operator) {
    operators.put(shortcode, operator);
    wrong.remove(shortcode);
  }

  Verdict check(String shortcode, String name, String credential) {
    if (wrong.getOrDefault(shortcode, 0) >= WRONG_UNTIL_LOCKED) {
      return Verdict.LOCKED;
    }
    Operator operator =
        operators.getOrDefault(shortcode, new Operator("testapi", "Safaricom999!*!"));
    boolean right =
        books.shortcode(shortcode).isPresent()
            && operator.name().equals(name)
            && open(credential).filter(operator.password()::equals).isPresent();
    if (right) {
      wrong.remove(shortcode);
      return Verdict.OK;
    }
    wrong.merge(shortcode, 1, Integer::sum);
    return Verdict.WRONG;
  }

  private Optional<String> open(String credential) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      byte[] plain = cipher.doFinal(Base64.getDecoder().decode(credential));
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PrivateKey readKey() {
    String base64 =
        resource("initiator-key.pem").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Initiators.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
