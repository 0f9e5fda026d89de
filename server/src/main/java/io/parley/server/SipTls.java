package io.parley.server;

import io.parley.core.setting.Expect;
import io.parley.voice.sip.transport.SipTlsSettings;
import io.parley.voice.sip.transport.TlsEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// TLS of the SIP port: as a server with the certificate of the HTTP port, as a client with trust
/// in the authorities of the settings.
final class SipTls {
  private SipTls() {}

  /// @param address of the SIP port
  static TlsEnds ends(NodeBasics basics, InetAddress address) {
    var settings = SipTlsSettings.from(basics.config());
    var certificate = basics.certificates().http();
    var own = settings.authority().map(SipTls::client);
    return new TlsEnds(
        certificate.map(_ -> new InetSocketAddress(address, settings.port())),
        () -> certificate.orElseThrow().engine(),
        () -> own.orElseGet(SipTls::usual),
        settings.wantsCertificate(),
        settings.wildcards());
  }

  private static SSLContext client(Path authority) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, trusting(authority), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      var wrong =
          Expect.wrong(
              "parley.sip.tls.authority", authority.toString(), "a PEM file with certificates");
      wrong.initCause(e);
      throw wrong;
    }
  }

  /// With the authorities of the JDK, which reads them at the first use.
  private static SSLContext usual() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static TrustManager[] trusting(Path authority)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(authority)) {
      int number = 0;
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in))
        store.setCertificateEntry("authority" + number++, each);
    }
    if (store.size() == 0) throw new IOException("no certificate");
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
