package io.washa.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what is stored with AES-256-GCM. The key lies beside the data, readable by the owner only:
 * this keeps secrets out of backups and lost cards' single files, not from who owns the machine.
 */
public final class Vault {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private Vault(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** Opens the folder's vault; a missing or damaged key is replaced, old data is then lost. */
  static Vault open(Path keyFile) throws IOException {
    byte[] key = Files.exists(keyFile) ? Files.readAllBytes(keyFile) : new byte[0];
    if (key.length != KEY_BYTES) {
      key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      DurableFiles.replace(keyFile, key);
    }
    return new Vault(key);
  }

  /**
   * Encrypts.
   *
   * @param place where it will lie; it opens nowhere else
   */
  byte[] seal(byte[] plain, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws IOException if it is damaged, of another place or sealed with another key
   */
  byte[] open(byte[] sealed, String place) throws IOException {
    if (sealed.length < NONCE_BYTES) {
      throw new IOException("too short to be sealed");
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, nonce, place)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IOException("damaged, or sealed with another key", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
