package io.washa.protocol;

/**
 * Hub to agent, first on every connection: prove who you are.
 *
 * @param nonce 32 random bytes in hex, good for this connection only
 */
public record Challenge(String nonce) implements Message {

  /**
   * The bytes an agent signs with its Ed25519 key in answer to a nonce, UTF-8. The leading words
   * keep a signature made here from meaning anything elsewhere.
   */
  public static byte[] textToSign(String nonce, java.util.UUID agent) {
    return ("washa agent connect\n" + nonce + "\n" + agent)
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
