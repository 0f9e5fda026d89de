package io.parley.voice.webrtc;

import io.parley.voice.srtp.Srtp;
import io.parley.voice.srtp.SrtpProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.OptionalInt;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// Our side of one handshake: DTLS 1.2, which gives keys for SRTP (RFC 5764). The browser must
/// present exactly the certificate that its offer named; any other ends the handshake.
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library is older than collections
final class DtlsServer extends DefaultTlsServer {
  /// The first retransmission; each later one after twice the time.
  private static final int RESEND_MILLIS = 250;

  private final JcaTlsCrypto crypto;
  private final Identity identity;
  private final List<Fingerprint> expected;
  private final Duration timeout;
  private SrtpProfile profile;
  private byte[] material;
  private volatile boolean saidGoodbye;

  DtlsServer(JcaTlsCrypto crypto, Identity identity, List<Fingerprint> expected, Duration timeout) {
    super(crypto);
    this.crypto = crypto;
    this.identity = identity;
    this.expected = expected;
    this.timeout = timeout;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return Math.toIntExact(timeout.toMillis());
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return RESEND_MILLIS;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    var algorithms = new Vector<SignatureAndHashAlgorithm>();
    for (short signature : new short[] {SignatureAlgorithm.ecdsa, SignatureAlgorithm.rsa})
      for (short hash : new short[] {HashAlgorithm.sha256, HashAlgorithm.sha384})
        algorithms.add(SignatureAndHashAlgorithm.getInstance(hash, signature));
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        algorithms,
        null);
  }

  /// Checks the certificate; the handshake later proves that the browser has its key.
  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    if (chain == null || chain.isEmpty())
      throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate");
    var certificate = chain.getCertificateAt(0).getEncoded();
    if (expected.stream().noneMatch(fingerprint -> fingerprint.matches(certificate)))
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "not the certificate of the offer");
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    var chain =
        new Certificate(new TlsCertificate[] {crypto.createCertificate(identity.certificate())});
    return new JcaDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        identity.key(),
        chain,
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  @Override
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    var offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (offered == null) throw new TlsFatalAlert(AlertDescription.missing_extension, "no use_srtp");
    for (var candidate : SrtpProfile.values())
      for (int number : offered.getProtectionProfiles())
        if (profile == null && candidate.number().equals(OptionalInt.of(number)))
          profile = candidate;
    if (profile == null)
      throw new TlsFatalAlert(AlertDescription.handshake_failure, "no profile for SRTP is known");
  }

  @Override
  public Hashtable getServerExtensions() throws IOException {
    var extensions = super.getServerExtensions();
    if (extensions == null) extensions = new Hashtable();
    TlsSRTPUtils.addUseSRTPExtension(
        extensions, new UseSRTPData(new int[] {profile.number().getAsInt()}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.materialBytes());
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    super.notifyAlertReceived(level, description);
    if (description == AlertDescription.close_notify) saidGoodbye = true;
  }

  /// The negotiated keys, once the handshake is complete; to be taken once.
  Srtp srtp(int ssrc, int streamsMax) {
    var keys = Srtp.of(profile, material, false, ssrc, streamsMax);
    Arrays.fill(material, (byte) 0);
    return keys;
  }

  /// Whether the browser has closed the connection properly.
  boolean saidGoodbye() {
    return saidGoodbye;
  }
}
