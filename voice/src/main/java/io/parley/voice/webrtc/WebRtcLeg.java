package io.parley.voice.webrtc;

import io.parley.core.limit.AddressBlock;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpPacket;
import io.parley.voice.rtp.RtpSession;
import io.parley.voice.rtp.RtpSettings;
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

/// A browser at the other end of a call. Until it has connected nothing is heard, and what is
/// played goes nowhere.
///
/// The port's thread brings packets and looks after it; the call's thread takes sound out and puts
/// sound in; neither waits for the other.
public final class WebRtcLeg implements Leg {
  private static final Logger LOG = LoggerFactory.getLogger(WebRtcLeg.class);

  /// What browsers keep of sound before they play it, and what their devices add: it is not told.
  private static final Duration PLAYED_AFTER = Duration.ofMillis(60);

  /// @param by the fragment that began it
  private record Patched(String by, Restarted to) {}

  /// Who has not connected is the less likely to, the longer it takes; the least who has not even
  /// answered a check.
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
            new RtpFormat(offer.codec(), offer.payloadType()),
            parts.ssrc(),
            new RtpSettings(
                settings.delay().jitter(offer.codec().sampleRate()),
                settings.opus(),
                settings.calls().reportEvery(),
                Srtp.OVERHEAD),
            parts.random(),
            now,
            parts.wall());
    packet = ByteBuffer.wrap(rtp.packet());
    answeredAt = now;
    heardAt = now;
  }

  /// Takes a fragment of the browser's description (RFC 9725, section 4.3). One with a new name and
  /// password of its own begins to look for a way anew; the sound goes on meanwhile.
  ///
  /// The same fragment again, whose answer was lost, is answered the same.
  ///
  /// @return empty when it only tells of places where the browser may be reached
  /// @throws OfferRefused when it cannot be read
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
  public int sampleRate() {
    return parts.offer().codec().sampleRate();
  }

  /// Once keys are agreed on.
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
      rtp.rest();
      return;
    }
    int length = rtp.play(frame, parts.now());
    if (length == 0) return;
    int sealed = keys.seal(rtp.packet(), length);
    port.send(packet.clear().limit(sealed), ice.peer());
  }

  @Override
  public void rest() {
    rtp.rest();
  }

  /// Browsers hold so little that it is not worth a word.
  @Override
  public void forget() {
    // nothing is held but what is on its way
  }

  /// The network's, and a guess for the rest.
  @Override
  public Duration delay() {
    return rtp.delay().plus(PLAYED_AFTER);
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

  /// Whether keys are agreed on, so that sound can go both ways.
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
    // what only claims to come from there does not say that anybody is
    if (checked == Checked.ACCEPTED) heardAt = now;
    return checked != Checked.DROPPED;
  }

  boolean onAnswer(StunCheck answer, InetSocketAddress from, long now) {
    if (!ice.answered(answer, from)) return false;
    heardAt = now;
    dtls.begin();
    return true;
  }

  /// Only from the address that is in use: the others have proved themselves, but not this. What
  /// comes before there is one waits until there is: nothing is sent to who has proved nothing.
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

  /// Looks whether the other end is still there, and reports when it is time. By the port's thread.
  void tend(long now) {
    var calls = parts.settings().calls();
    ice.tend(now);
    if (ice.peer() == null && now - answeredAt > calls.connectTimeout().toNanos())
      lost("answered a check");
    else if (srtp == null && now - answeredAt > calls.handshakeTimeout().toNanos())
      lost("connected");
    else if (now - heardAt > calls.consentTimeout().toNanos()) lost("sent anything");
    else if (srtp != null && rtp.isReportDue(now)) report(now, false);
  }

  private void lost(String what) {
    if (over.get()) return;
    LOG.info("A browser has not {} in time: its call ends", what);
    end(Gone.LOST);
  }

  /// Leaves its place to another, because nobody has come to take it.
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
  }

  private void end(Gone how) {
    if (!over.compareAndSet(false, true)) return;
    if (how == Gone.CLOSED) report(parts.now(), true);
    dtls.close();
    port.remove(this);
    ice.close();
    // on a thread of its own: what follows is the call's, and the port's thread is everybody's
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
