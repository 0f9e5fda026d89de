package io.parley.voice.webrtc;

import io.parley.voice.srtp.Srtp;
import io.parley.voice.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Set;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// A browser's side of the handshake.
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library is older than collections
final class TestDtlsClient extends DefaultTlsClient {
  /// Its deviations from the protocol.
  enum Flaw {
    NO_SRTP,
    NO_CERTIFICATE,
    NO_EXTENDED_SECRET,
    OLD_VERSION
  }

  private final JcaTlsCrypto crypto;
  private final Identity identity;
  private final Set<Flaw> flaws;
  private byte[] material;

  TestDtlsClient(JcaTlsCrypto crypto, Identity identity, Set<Flaw> flaws) {
    super(crypto);
    this.crypto = crypto;
    this.identity = identity;
    this.flaws = flaws;
  }

  @Override
  public boolean shouldUseExtendedMasterSecret() {
    return !flaws.contains(Flaw.NO_EXTENDED_SECRET);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return (flaws.contains(Flaw.OLD_VERSION) ? ProtocolVersion.DTLSv10 : ProtocolVersion.DTLSv12)
        .only();
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return TestBrowser.PATIENCE_MILLIS;
  }

  @Override
  public Hashtable getClientExtensions() throws IOException {
    var extensions = super.getClientExtensions();
    if (flaws.contains(Flaw.NO_SRTP)) return extensions;
    TlsSRTPUtils.addUseSRTPExtension(
        extensions,
        new UseSRTPData(
            new int[] {SrtpProfile.AEAD_AES_128_GCM.number().getAsInt()}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) {
        // that it is the answer's is the real browser's business
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        if (flaws.contains(Flaw.NO_CERTIFICATE)) return null;
        return new JcaDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context),
            crypto,
            identity.key(),
            new Certificate(
                new TlsCertificate[] {crypto.createCertificate(identity.certificate())}),
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    material =
        context.exportKeyingMaterial(
            ExporterLabel.dtls_srtp, null, SrtpProfile.AEAD_AES_128_GCM.materialBytes());
  }

  Srtp srtp(int ssrc) {
    return Srtp.of(SrtpProfile.AEAD_AES_128_GCM, material, true, ssrc, 8);
  }
}
