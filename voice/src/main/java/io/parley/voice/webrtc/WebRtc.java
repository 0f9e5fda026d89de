package io.parley.voice.webrtc;

import io.parley.core.limit.AddressBlock;
import io.parley.voice.srtp.Srtp;
import io.parley.voice.srtp.SrtpProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// Browsers' calls: answers offers, and carries their packets over one UDP port.
public final class WebRtc implements AutoCloseable {
  private static final AddressBlock UNKNOWN = new AddressBlock("unknown");

  private final WebRtcSettings settings;
  private final LongSupplier nanos;
  private final SecureRandom random = new SecureRandom();
  private final JcaTlsCrypto crypto;
  private final Identity identity;
  private final UdpPort port;
  private final AnswerText text;

  private WebRtc(WebRtcSettings settings, LongSupplier nanos) throws IOException {
    this.settings = settings;
    this.nanos = nanos;
    crypto = new JcaTlsCryptoProvider().setProvider(new BouncyCastleProvider()).create(random);
    identity = Identity.create(random, Instant.now());
    warm();
    var network = settings.network();
    port =
        new UdpPort(
            new InetSocketAddress(network.bindAddress(), network.port()),
            network.packetBytesMax(),
            nanos);
    int publicPort = network.publicPort() == 0 ? port.address().getPort() : network.publicPort();
    text = new AnswerText(publicAddresses(settings.network()), publicPort);
  }

  /// Binds the port.
  ///
  /// @throws IOException when it is taken, or the address is not this machine's
  public static WebRtc start(WebRtcSettings settings) throws IOException {
    return start(settings, System::nanoTime);
  }

  /// The same on another clock.
  ///
  /// @param nanos any monotonic clock in nanoseconds
  public static WebRtc start(WebRtcSettings settings, LongSupplier nanos) throws IOException {
    var webRtc = new WebRtc(settings, nanos);
    webRtc.port.start();
    return webRtc;
  }

  /// The address of the UDP port.
  public InetSocketAddress address() throws IOException {
    return port.address();
  }

  /// Answers a browser's offer. The leg exists at once; it is lost if the browser does not connect
  /// after the answer.
  ///
  /// @throws OfferRefused when the offer cannot be accepted, or the limit of connected browsers is
  ///   reached
  public Answered answer(String offerSdp) {
    return answer(offerSdp, UNKNOWN);
  }

  /// The same for a browser with a known address.
  ///
  /// @param from the block that the offer came from
  public synchronized Answered answer(String offerSdp, AddressBlock from) {
    var offer = Offer.parse(offerSdp, settings.offers());
    int max = settings.calls().max();
    if (port.legs() >= max && !giveWay()) throw OfferRefused.tooManyCalls(max);
    int ssrc = random.nextInt();
    var parts =
        new LegParts(
            port,
            settings,
            text,
            offer,
            new DtlsServer(
                crypto, identity, offer.fingerprints(), settings.calls().handshakeTimeout()),
            ssrc,
            random,
            nanos,
            Instant.now());
    var own = IceCredentials.random(random);
    var leg = new WebRtcLeg(parts, own, from, nanos.getAsLong());
    if (!port.name(own.ufrag(), leg))
      throw new IllegalStateException("72 random bits came up twice");
    port.add(leg);
    var sdp =
        text.answer(
            offer,
            own,
            identity.fingerprint(),
            ssrc,
            settings.opus().dtx(),
            random.nextInt() & 0xffff_ffffL);
    return new Answered(sdp, etag(own), leg);
  }

  /// Ends a call whose browser has not connected, to free its place: the oldest of the block of
  /// addresses that has most of them. So offers without a browser keep nobody out.
  ///
  /// @return false when all have connected
  public boolean giveWay() {
    var chosen = port.leastLikely();
    chosen.ifPresent(WebRtcLeg::giveWay);
    return chosen.isPresent();
  }

  public WebRtcStats stats() {
    return port.stats();
  }

  /// Ends all calls and closes the port.
  @Override
  public void close() throws IOException {
    port.close();
  }

  /// The tag of a connection: our name, which is not secret.
  static String etag(IceCredentials own) {
    return '"' + own.ufrag() + '"';
  }

  /// Loads the libraries' classes ahead, so that the first call need not wait.
  private void warm() {
    for (var profile : SrtpProfile.values())
      Srtp.of(profile, new byte[profile.materialBytes()], false, 1, 1).close();
  }

  private static List<InetAddress> publicAddresses(WebRtcSettings.Network network)
      throws IOException {
    if (!network.publicAddresses().isEmpty()) return network.publicAddresses();
    if (!network.bindAddress().isAnyLocalAddress()) return List.of(network.bindAddress());
    var own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .sorted(Comparator.comparingInt(address -> address.getAddress().length))
            .limit(WebRtcSettings.Network.ADDRESSES_MAX)
            .toList();
    return own.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : own;
  }
}
