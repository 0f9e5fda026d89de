package io.parley.voice.sip.transport;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// TLS of the SIP port, as server and as client.
///
/// @param bind of the listener; empty for none
/// @param server the engine of one more connection, with our certificate
/// @param client whom we trust, and our certificate for those that ask for one
/// @param wantsCertificate whether clients are asked for a certificate: a wrong one ends the
///   connection, none does not
/// @param wildcards whether a certificate of `*.b.example` is one of `a.b.example`
public record TlsEnds(
    Optional<InetSocketAddress> bind,
    Supplier<SSLEngine> server,
    Supplier<SSLContext> client,
    boolean wantsCertificate,
    boolean wildcards) {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  SSLEngine accepting() {
    var engine = server.get();
    engine.setWantClientAuth(wantsCertificate);
    return engine;
  }

  /// @param domain as [Peer#domain] has it
  SSLEngine connecting(String domain, int port) throws SSLException {
    var engine = client.get().createSSLEngine(domain, port);
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (isName(domain)) parameters.setServerNames(List.of(new SNIHostName(domain)));
    engine.setSSLParameters(parameters);
    engine.beginHandshake();
    return engine;
  }

  private static boolean isName(String domain) {
    return domain.chars().anyMatch(Character::isLetter) && domain.indexOf(':') < 0;
  }

  /// The chain is checked by the engine; the name is not.
  ///
  /// @throws SSLException if the other end's certificate is not for this domain
  void check(SSLSession session, String domain) throws SSLException {
    if (session.getPeerCertificates()[0] instanceof X509Certificate certificate
        && DomainCertificate.isFor(certificate, domain, wildcards)) return;
    throw new SSLPeerUnverifiedException(
        "the certificate is not for %s (RFC 5922)".formatted(domain));
  }
}
