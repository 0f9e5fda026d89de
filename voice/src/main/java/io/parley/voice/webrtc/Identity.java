package io.parley.voice.webrtc;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Our identity in handshakes: a key on P-256 and a self-signed certificate. It is made when the
/// program starts and never stored; the answer's fingerprint authenticates it (RFC 8827, section
/// 6.5).
@SuppressWarnings("ArrayRecordComponent") // identities are never compared
record Identity(PrivateKey key, byte[] certificate, Fingerprint fingerprint) {
  private static final Duration VALID = Duration.ofDays(3_650);

  static Identity create(SecureRandom random, Instant now) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      var keys = generator.generateKeyPair();
      // an anonymous name
      var name = new X500Name("CN=WebRTC");
      var certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(64, random),
                  Date.from(now.minus(Duration.ofDays(1))),
                  Date.from(now.plus(VALID)),
                  name,
                  keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      return new Identity(keys.getPrivate(), certificate, Fingerprint.of("sha-256", certificate));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every JDK has P-256 and SHA-256", e);
    }
  }
}
