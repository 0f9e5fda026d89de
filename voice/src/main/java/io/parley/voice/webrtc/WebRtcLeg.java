package io.parley.voice.webrtc;

import io.parley.core.limit.AddressBlock;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.RtpPacket;
import io.parley.voice.rtp.RtpSession;
import io.parley.voice.rtp.RtpSettings;
import io.parley.voice.srtp.Srtp;
import io.parley.voice.webrtc.Ice.Checked;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A browser at the other end of a call. Until it has connected there is no sound, and played sound
/// is dropped.
///
/// The port's thread brings packets and tends it; the call's thread takes and gives sound; neither
/// waits for the other.
public final class WebRtcLeg implements Leg {
  private static final Logger LOG = LoggerFactory.getLogger(WebRtcLeg.class);

  /// Estimated buffering of browsers and their devices, which is not reported.
  private static final Duration PLAYED_AFTER = Duration.ofMillis(60);

  /// A report goes out when nothing else has for this long, at the port's next look, and so ten
  /// times a second: pages take a line through which nothing comes for more than a second for dead,
  /// and on a bad one several in a row are lost.
  private static final long LIFE_SIGN_EVERY = Duration.ofMillis(80).toNanos();

  /// @param by the fragment that caused it
  private record Patched(String by, Restarted to) {}

  /// A browser that has not connected is less likely to the longer it takes, and least likely if it
  /// has not even answered a check.
  static final Comparator<WebRtcLeg> LEAST_LIKELY =
      Comparator.<WebRtcLeg, Boolean>comparing(leg -> leg.ice.peer() != null)
          .thenComparing((one, other) -> Long.signum(one.answeredAt - other.answeredAt));

  private final UdpPort port;
  private final LegParts parts;
  private final AddressBlock from;
  private final Ice ice;
  private final Dtls dtls;
  private final RtpSession rtp;
  private final ByteBuffer packet;
  private final long answeredAt;
  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private Optional<Patched> newest = Optional.empty();
  private volatile long heardAt;
  private volatile long sentAt;
  private volatile Srtp srtp;

  /// @param from the block of addresses that the offer came from
  WebRtcLeg(LegParts parts, IceCredentials own, AddressBlock from, long now) {
    this.from = from;
    this.parts = parts;
    port = parts.port();
    var offer = parts.offer();
    var settings = parts.settings();
    ice = new Ice(own, offer.ice(), settings.calls().ways(), port.of(this), parts.random());
    dtls =
        new Dtls(
            parts.handshake(),
            new Handshake(),
            settings.network().packetBytesMax(),
            settings.calls().handshakePacketsMax());
    rtp =
        new RtpSession(
            RtpFormats.both(new RtpFormat(offer.codec(), offer.payloadType())),
            parts.ssrc(),
            new RtpSettings(
                settings.delay().jitter(offer.codec().clockRate()),
                settings.maker(),
                settings.opus(),
                settings.calls().reportEvery(),
                Srtp.OVERHEAD,
                false),
            parts.random(),
            now,
            parts.wall());
    packet = ByteBuffer.wrap(rtp.packet());
    answeredAt = now;
    heardAt = now;
    sentAt = now;
  }

  /// Takes a fragment of the browser's description (RFC 9725, section 4.3). One with a new name and
  /// password restarts ICE; the sound continues meanwhile.
  ///
  /// A repeated fragment, whose answer was lost, gets the same answer.
  ///
  /// @return empty when it only has candidates
  /// @throws OfferRefused when it is malformed
  public synchronized Optional<Restarted> patch(String sdpFragment) {
    var theirs = Fragment.parse(sdpFragment, parts.settings().offers());
    if (theirs.isEmpty() || over.get()) return Optional.empty();
    if (ice.isKnown(theirs.get().ufrag()))
      return newest.filter(patched -> patched.by.equals(sdpFragment)).map(Patched::to);
    var own = parts.name(this);
    ice.restart(own, theirs.get()).ifPresent(port::forgetName);
    if (over.get()) {
      port.forgetName(own.ufrag());
      return Optional.empty();
    }
    var to = new Restarted(parts.text().fragment(parts.offer(), own), WebRtc.etag(own));
    newest = Optional.of(new Patched(sdpFragment, to));
    return Optional.of(to);
  }

  @Override
  public String way() {
    return "webrtc";
  }

  @Override
  public int sampleRate() {
    return parts.offer().codec().sampleRate();
  }

  /// Called once keys are negotiated.
  @Override
  public CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  @Override
  public boolean hear(short[] frame) {
    return rtp.hear(frame, parts.now());
  }

  @Override
  public void play(short[] frame) {
    var keys = srtp;
    if (keys == null || over.get()) {
      rest();
      return;
    }
    long now = parts.now();
    int length = rtp.play(frame, now);
    if (length == 0) return;
    int sealed = keys.seal(rtp.packet(), length);
    port.send(packet.clear().limit(sealed), ice.peer());
    sentAt = now;
  }

  @Override
  public void rest() {
    rtp.skip();
  }

  /// Browsers buffer so little that nothing needs to be discarded.
  @Override
  public void forget() {
    // nothing is buffered but packets under way
  }

  /// The network's delay, and an estimate for the rest.
  @Override
  public Duration delay() {
    return rtp.delay().plus(PLAYED_AFTER);
  }

  /// Reports and checks of the connection count, too.
  @Override
  public Duration silentFor() {
    return Duration.ofNanos(Math.max(0, parts.now() - heardAt));
  }

  @Override
  public LegStats stats() {
    return rtp.stats();
  }

  @Override
  public void close() {
    end(Gone.CLOSED);
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone.minimalCompletionStage();
  }

  /// Whether keys are negotiated, so that sound can go both ways.
  public boolean isConnected() {
    return srtp != null && !over.get();
  }

  boolean isOver() {
    return over.get();
  }

  /// Whether the browser has not connected yet.
  boolean isWaiting() {
    return srtp == null && !over.get();
  }

  /// The block of addresses that the offer came from.
  AddressBlock from() {
    return from;
  }

  boolean onCheck(StunCheck check, int length, InetSocketAddress from, long now) {
    var checked = ice.check(check, length, from, now);
    // an unverified sender address is no sign of life
    if (checked == Checked.ACCEPTED) heardAt = now;
    return checked != Checked.DROPPED;
  }

  boolean onAnswer(StunCheck answer, InetSocketAddress from, long now) {
    if (!ice.answered(answer, from)) return false;
    heardAt = now;
    dtls.begin();
    return true;
  }

  /// Accepts only the address in use. Datagrams before there is one wait until there is: nothing is
  /// sent to unverified addresses.
  boolean onHandshake(byte[] bytes, int length, InetSocketAddress from) {
    if (!from.equals(ice.peer()) && !ice.mayBegin(from)) return false;
    dtls.receive(bytes, length);
    if (ice.peer() != null) dtls.begin();
    return true;
  }

  boolean onMedia(byte[] bytes, int length, long now) {
    var keys = srtp;
    if (keys == null || length < RtpPacket.HEADER) return false;
    boolean isReport = RtpPacket.isReport(bytes, 0);
    int opened = isReport ? keys.openControl(bytes, length) : keys.open(bytes, length);
    if (opened < 0) return false;
    heardAt = now;
    if (!isReport) rtp.received(bytes, opened, now);
    else if (rtp.reported(bytes, opened, now)) end(Gone.HUNG_UP);
    return true;
  }

  /// Checks whether the other end is still there, and sends due reports. By the port's thread.
  void tend(long now) {
    var calls = parts.settings().calls();
    ice.tend(now);
    if (ice.peer() == null && now - answeredAt > calls.connectTimeout().toNanos())
      lost("answered a check");
    else if (srtp == null && now - answeredAt > calls.handshakeTimeout().toNanos())
      lost("connected");
    else if (now - heardAt > calls.consentTimeout().toNanos()) lost("sent anything");
    else if (srtp != null && (rtp.isReportDue(now) || now - sentAt > LIFE_SIGN_EVERY))
      report(now, false);
  }

  private void lost(String what) {
    if (over.get()) return;
    LOG.info("A browser has not {} in time: its call ends", what);
    end(Gone.LOST);
  }

  /// Frees its place for another leg, as its browser has not connected.
  void giveWay() {
    if (over.get()) return;
    LOG.info("A browser that has not connected gives way to another");
    end(Gone.LOST);
  }

  private void report(long now, boolean saysGoodbye) {
    var keys = srtp;
    var peer = ice.peer();
    if (keys == null || peer == null) return;
    port.send(rtp.report(now, saysGoodbye, keys::sealControl), peer);
    sentAt = now;
  }

  private void end(Gone how) {
    if (!over.compareAndSet(false, true)) return;
    if (how == Gone.CLOSED) report(parts.now(), true);
    dtls.close();
    port.remove(this);
    ice.close();
    rtp.close();
    // on a thread of its own: the call's reactions must not delay the shared port
    Thread.ofVirtual().name("webrtc-gone").start(() -> gone.complete(how));
  }

  private final class Handshake implements Dtls.Listener {
    @Override
    public void send(byte[] bytes, int offset, int length) {
      var peer = ice.peer();
      if (peer != null) port.send(ByteBuffer.wrap(bytes, offset, length), peer);
    }

    @Override
    public void connected(DtlsServer server) {
      srtp = server.srtp(parts.ssrc(), parts.settings().calls().streamsMax());
      ready.complete(null);
    }

    @Override
    public void failed() {
      end(Gone.LOST);
    }

    @Override
    public void hungUp() {
      end(Gone.HUNG_UP);
    }
  }
}
