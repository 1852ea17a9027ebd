package io.washa.bench;

import io.washa.protocol.Challenge;
import io.washa.protocol.Hello;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** An agent's identity, and its hello. */
record Member(UUID agent, KeyPair keys) {
  static List<Member> some(int count) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new Member(UUID.randomUUID(), generator.generateKeyPair()));
    }
    return members;
  }

  byte[] publicKey() {
    return keys.getPublic().getEncoded();
  }

  Hello hello(Challenge challenge) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(Challenge.textToSign(challenge.nonce(), agent));
      return new Hello(
          agent,
          Base64.getEncoder().encodeToString(signature.sign()),
          "bench",
          List.of("pppoe"),
          List.of());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
