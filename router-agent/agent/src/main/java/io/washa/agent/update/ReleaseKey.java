package io.washa.agent.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key that releases are signed with; its public half came with the installation. */
final class ReleaseKey {
  private static final int BUFFER = 64 * 1024;

  private final PublicKey key;

  private ReleaseKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads the public key.
   *
   * @param file X.509, base64
   * @throws IOException if it is none
   */
  static ReleaseKey read(Path file) throws IOException {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(Files.readString(file));
      return new ReleaseKey(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " holds no release key", e);
    }
  }

  /** Whether a file is signed with this key. */
  boolean signed(Path file, String signature) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        check.update(buffer, 0, count);
      }
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
