package io.washa.simulators.daraja;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Checks who gives an order: SecurityCredential is the base64 of the initiator's password,
 * encrypted by RSA with PKCS #1 v1.5 padding for this simulator's certificate (Daraja portal).
 */
final class Credentials {
  /** After so many wrong ones in a row the initiator is locked. How many it takes is unknown. */
  static final int WRONG_UNTIL_LOCKED = 3;

  private final Books books;
  private final Map<String, Integer> wrong = new ConcurrentHashMap<>();
  private @Nullable KeyPair keys;

  /** What a check says. */
  enum Verdict {
    RIGHT,
    WRONG,
    LOCKED
  }

  Credentials(Books books) {
    this.books = books;
  }

  /** What a client encrypts passwords for; the same for as long as the data file lives. */
  String certificatePem() {
    KeyPair pair = keys();
    return trusted(() -> Certificate.pem(pair.getPublic(), pair.getPrivate()));
  }

  /** Names the initiator of a shortcode and unlocks it. */
  void set(String shortcode, Initiator initiator) {
    books.setInitiator(shortcode, initiator);
    wrong.remove(shortcode);
  }

  Verdict check(Shortcode shortcode, String name, String securityCredential) {
    Initiator expected = books.initiator(shortcode.number());
    boolean right =
        expected.name().equals(name)
            && decrypted(securityCredential)
                .filter(given ->
                    MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        expected.password().getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    int failures =
        wrong.compute(
            shortcode.number(),
            (key, before) -> {
              int soFar = before == null ? 0 : before;
              boolean locked = soFar >= WRONG_UNTIL_LOCKED;
              return locked ? soFar : right ? 0 : soFar + 1;
            });
    if (failures >= WRONG_UNTIL_LOCKED) {
      return Verdict.LOCKED;
    }
    return right ? Verdict.RIGHT : Verdict.WRONG;
  }

  private Optional<String> decrypted(String base64) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, keys().getPrivate());
      byte[] plain = cipher.doFinal(Base64.getDecoder().decode(base64));
      return Optional.of(new String(plain, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException notForUs) {
      return Optional.empty();
    }
  }

  /** Made when first needed, for that takes a noticeable part of a second. */
  private synchronized KeyPair keys() {
    if (keys == null) {
      keys = trusted(() -> books.securityKey().isEmpty() ? made() : read(books.securityKey()));
    }
    return keys;
  }

  private KeyPair made() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    books.keepSecurityKey(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    return pair;
  }

  private static KeyPair read(String pkcs8) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey)
            factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8)));
    BigInteger exponent = key.getPublicExponent();
    return new KeyPair(
        factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), exponent)), key);
  }

  /** Something that every JDK can do. */
  @FunctionalInterface
  private interface Work<T> {
    T done() throws GeneralSecurityException;
  }

  private static <T> T trusted(Work<T> work) {
    try {
      return work.done();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
