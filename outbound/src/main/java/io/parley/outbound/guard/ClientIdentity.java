package io.parley.outbound.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// A certificate with its key, by which a client proves itself in TLS. Its text shows neither.
public final class ClientIdentity {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private final KeyManager[] keys;

  private ClientIdentity(KeyManager[] keys) {
    this.keys = keys;
  }

  /// Of PEM texts (RFC 7468).
  ///
  /// @param certificates the client's, then those between it and its authority
  /// @param key in PKCS #8, not encrypted
  /// @throws IllegalArgumentException if they are of another form; the message quotes nothing
  public static ClientIdentity ofPem(String certificates, String key) {
    try {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(certificates.getBytes(US_ASCII)))
              .toArray(Certificate[]::new);
      if (chain.length == 0) throw new GeneralSecurityException("no certificate");
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", privateKey(key), new char[0], chain);
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      return new ClientIdentity(keys.getKeyManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "a client's certificate or key of another form (expected: PEM, the key in PKCS #8)", e);
    }
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    int from = pem.indexOf(BEGIN);
    int to = pem.indexOf(END);
    if (from < 0 || to < from) throw new GeneralSecurityException("no key in PKCS #8");
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a key that is not in base 64", e);
    }
    var failure = new GeneralSecurityException("a key of another algorithm");
    for (var algorithm : ALGORITHMS)
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        failure.addSuppressed(e);
      }
    throw failure;
  }

  KeyManager[] keys() {
    return keys.clone();
  }

  @Override
  public String toString() {
    return "ClientIdentity";
  }
}
