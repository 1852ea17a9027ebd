package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides one connection's logins; versions differ in what they ask for (facts, confidence H). */
final class LoginGate {
  private static final int FAILURES_TOO_MANY = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What a login led to. */
  sealed interface Verdict {}

  /** Logged in under this name. */
  record Welcome(String user) implements Verdict {}

  /** Not yet: the answer is sent and the connection goes on. */
  record Answer(Outcome outcome) implements Verdict {}

  /** Once too often: the connection ends. */
  record TooMany() implements Verdict {}

  private final VersionProfile version;
  private final Function<String, @Nullable String> passwords;
  private byte @Nullable [] challenge;
  private int failures;

  /** Passwords are looked up by name; null means that there is nobody such. */
  LoginGate(VersionProfile version, Function<String, @Nullable String> passwords) {
    this.version = version;
    this.passwords = passwords;
  }

  Verdict login(Request request) {
    String name = request.attributes().getOrDefault("name", "");
    String response = request.attribute("response");
    String password = request.attribute("password");
    if (response != null && version.acceptsResponse()) {
      byte[] issued = challenge;
      challenge = null;
      String expected = passwords.apply(name);
      boolean right =
          issued != null
              && expected != null
              && response(expected, issued).equals(response.toLowerCase(Locale.ROOT));
      return right ? new Welcome(name) : failed();
    }
    if (response == null && (password == null || version.challengesLogin())) {
      byte[] fresh = new byte[16];
      RANDOM.nextBytes(fresh);
      challenge = fresh;
      return new Answer(new Outcome.Done(HexFormat.of().formatHex(fresh)));
    }
    boolean right = password != null && password.equals(passwords.apply(name));
    return right ? new Welcome(name) : failed();
  }

  private Verdict failed() {
    failures++;
    return failures >= FAILURES_TOO_MANY
        ? new TooMany()
        : new Answer(new Outcome.Refused(List.of(version.loginRefused())));
  }

  /** {@code 00} and the MD5 of a zero byte, the password and the challenge (RouterOS manual). */
  static String response(String password, byte[] challenge) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update((byte) 0);
      md5.update(password.getBytes(ISO_8859_1));
      return "00" + HexFormat.of().formatHex(md5.digest(challenge));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
