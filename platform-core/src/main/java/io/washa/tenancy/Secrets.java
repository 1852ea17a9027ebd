package io.washa.tenancy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/**
 * Seals what must not be read from a copy of the database: Daraja keys, tokens, router and PPPoE
 * passwords. The tenant and the purpose are bound into each ciphertext, so that one moved to
 * another tenant or column does not open.
 */
public final class Secrets {
  private final Aead aead;

  private Secrets(Aead aead) {
    this.aead = aead;
  }

  /**
   * Reads the keyset of this installation.
   *
   * @throws IllegalStateException with a sentence for the operator if it is missing or not a keyset
   */
  public static Secrets fromKeyset(Path file) {
    try {
      AeadConfig.register();
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
      return new Secrets(keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the keyset " + file + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(file + " is not a Tink keyset", e);
    }
  }

  /**
   * Writes a new keyset (AES-256-GCM), readable by its owner only.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public static void createKeyset(Path file) throws IOException {
    try {
      AeadConfig.register();
      KeysetHandle keys =
          KeysetHandle.generateNew(
              PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seals a text for the bound tenant and a purpose. */
  public byte[] seal(String purpose, String text) {
    try {
      return aead.encrypt(text.getBytes(StandardCharsets.UTF_8), associated(purpose));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens what {@link #seal} made for the same tenant and purpose.
   *
   * @throws SealBrokenException if it was made for another, or altered
   */
  public String open(String purpose, byte[] sealed) {
    try {
      return new String(aead.decrypt(sealed, associated(purpose)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(purpose);
    }
  }

  private static byte[] associated(String purpose) {
    return (TenantContext.current().schema() + "/" + purpose).getBytes(StandardCharsets.UTF_8);
  }

  /** A ciphertext that does not belong where it was found. */
  public static final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SealBrokenException(String purpose) {
      super("a secret for " + purpose + " does not open for this tenant");
    }
  }
}
