package io.washa.agent.hub;

import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Challenge;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;

/** The agent's Ed25519 key: made here, and its private half never leaves the folder. */
public final class AgentKey {
  private AgentKey() {}

  /** A new identity, not yet enrolled. */
  public static AgentFolder.Identity generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Base64.Encoder base64 = Base64.getEncoder();
      return new AgentFolder.Identity(
          null,
          "",
          base64.encodeToString(pair.getPrivate().getEncoded()),
          base64.encodeToString(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is not available", e);
    }
  }

  /** Signs a challenge, base64. */
  static String sign(AgentFolder.Identity identity, UUID agent, String nonce) {
    try {
      byte[] key = Base64.getDecoder().decode(identity.privateKey());
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key)));
      signature.update(Challenge.textToSign(nonce, agent));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the agent's key cannot sign", e);
    }
  }
}
