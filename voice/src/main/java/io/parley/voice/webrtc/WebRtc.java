package io.parley.voice.webrtc;

import io.parley.core.limit.AddressBlock;
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

/// Browsers' calls: answers offers, and carries what follows over one UDP port.
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
  /// @param nanos any clock in nanoseconds that only rises
  public static WebRtc start(WebRtcSettings settings, LongSupplier nanos) throws IOException {
    var webRtc = new WebRtc(settings, nanos);
    webRtc.port.start();
    return webRtc;
  }

  /// Where it waits for datagrams.
  public InetSocketAddress address() throws IOException {
    return port.address();
  }

  /// Answers a browser's offer. The leg is there at once; the browser connects when it has the
  /// answer, or the leg is lost.
  ///
  /// @throws OfferRefused when the offer cannot be met, or as many browsers as there may be have
  ///   connected
  public Answered answer(String offerSdp) {
    return answer(offerSdp, UNKNOWN);
  }

  /// The same for a browser that is known by its address.
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

  /// Ends a call whose browser has not connected, so that there is room for another: of the block
  /// of addresses that has most of them the one that has been waited for longest. Offers of
  /// browsers that never come keep nobody out.
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

  /// Ends all calls and gives the port back.
  @Override
  public void close() throws IOException {
    port.close();
  }

  /// What a way is known by: the name that it is called by, which is no secret.
  static String etag(IceCredentials own) {
    return '"' + own.ufrag() + '"';
  }

  /// What the libraries load when they are first used shall not be waited for in a call.
  private void warm() {
    for (var profile : SrtpProfile.values())
      new Srtp(profile, new byte[profile.materialBytes()], false, 1, 1).close();
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
