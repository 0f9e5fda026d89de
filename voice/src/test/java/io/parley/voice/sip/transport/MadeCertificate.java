package io.parley.voice.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `sip.example` and 127.0.0.1 that signs itself, made by the JDK's keytool.
public final class MadeCertificate {
  static final String DOMAIN = "sip.example";
  private static final char[] SECRET = "made-for-a-test".toCharArray();

  private final KeyStore store;

  public MadeCertificate(Path directory) throws Exception {
    var file = directory.resolve("store.p12");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-dname",
            "CN=made",
            "-ext",
            "san=dns:%s,ip:127.0.0.1".formatted(DOMAIN),
            "-keystore",
            file.toString(),
            "-storepass",
            new String(SECRET),
            "-J-XX:TieredStopAtLevel=1");
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IOException("keytool: " + output);
    store = KeyStore.getInstance(file.toFile(), SECRET);
  }

  /// With the certificate as its own, and trust in it alone.
  public SSLContext context() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, SECRET);
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("own", store.getCertificate("own"));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes it and its key as PEM, for a program.
  public void write(Path certificate, Path key) throws GeneralSecurityException, IOException {
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("own").getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", store.getKey("own", SECRET).getEncoded()));
  }

  private static String pem(String kind, byte[] bytes) {
    var text = Base64.getMimeEncoder().encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind);
  }

  private static SSLEngine server(SSLContext context) {
    var engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  /// @param bind of the listener
  public TlsEnds ends(Optional<InetSocketAddress> bind, SSLContext client) {
    var own = context();
    return new TlsEnds(bind, () -> server(own), () -> client, true, false);
  }
}
