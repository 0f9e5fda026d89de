package io.parley.http.tls;

import io.parley.core.setting.Expect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/// A certificate and its private key, read from two files at one moment.
///
/// @param chain the port's own certificate first
record PemFiles(List<X509Certificate> chain, PrivateKey key) {
  private static final char[] IN_MEMORY = new char[0];

  PemFiles {
    chain = List.copyOf(chain);
  }

  /// The state of the files, to notice changes. Kubernetes replaces a link's target.
  record State(Path certificate, FileTime certificateAt, Path key, FileTime keyAt) {
    static State of(TlsSettings settings) throws IOException {
      var certificate = settings.certificate().toRealPath();
      var key = settings.privateKey().toRealPath();
      return new State(
          certificate, Files.getLastModifiedTime(certificate), key, Files.getLastModifiedTime(key));
    }
  }

  /// @throws IllegalArgumentException with a sentence that names the setting, its file and what was
  ///   expected; never the file's content
  static PemFiles read(TlsSettings settings) {
    var chain = chain(settings.key() + ".certificate", settings.certificate());
    var key = key(settings.key() + ".key", settings.privateKey());
    if (!belongs(key, chain.getFirst()))
      throw Expect.wrong(
          settings.key() + ".key",
          settings.privateKey(),
          "the private key of the first certificate in " + settings.certificate());
    return new PemFiles(chain, key);
  }

  SSLContext context() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, IN_MEMORY);
      store.setKeyEntry("parley", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, IN_MEMORY);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot use the certificate", e);
    }
  }

  private static List<X509Certificate> chain(String key, Path file) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(key, file)));
      if (!found.isEmpty()) return found.stream().map(X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      throw noPem(key, file, "certificates", e);
    }
    throw noPem(key, file, "certificates", null);
  }

  private static PrivateKey key(String key, Path file) {
    try {
      var pem = PEMDecoder.decode(new String(bytes(key, file), StandardCharsets.US_ASCII));
      return pem.label().equals("PRIVATE KEY") ? pkcs8(pem.bytes()) : DERPrivateKeyLoader.load(pem);
    } catch (PEMLoadingException | GeneralSecurityException e) {
      throw noPem(key, file, "a private key, not encrypted (PKCS #8 or PKCS #1)", e);
    }
  }

  /// Pekko's loader takes every such key for an RSA key.
  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    var failed = new InvalidKeySpecException("no key of a known kind");
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException otherKind) {
        failed.addSuppressed(otherKind);
      }
    }
    throw failed;
  }

  private static byte[] bytes(String key, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw noPem(key, file, "something that can be read", e);
    }
  }

  /// The other verifies what one signs.
  private static boolean belongs(PrivateKey key, X509Certificate certificate) {
    var algorithm =
        switch (key.getAlgorithm().toUpperCase(Locale.ROOT)) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(certificate.getEncoded());
      var verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certificate.getPublicKey());
      verifying.update(certificate.getEncoded());
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  private static IllegalArgumentException noPem(
      String key, Path file, String expected, Exception cause) {
    var wrong = Expect.wrong(key, file, "a PEM file with " + expected);
    if (cause != null) wrong.initCause(cause);
    return wrong;
  }
}
