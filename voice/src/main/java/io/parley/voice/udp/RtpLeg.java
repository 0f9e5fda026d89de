package io.parley.voice.udp;

import io.parley.voice.codec.OpusSettings;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegStats;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.RtpPacket;
import io.parley.voice.rtp.RtpSession;
import io.parley.voice.rtp.RtpSettings;
import io.parley.voice.srtp.SdesCrypto;
import io.parley.voice.srtp.Srtp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A telephone at the other end of a call, once the signalling has negotiated format, addresses and
/// keys. It has sound both ways at once; a goodbye in a report is not trusted, for the signalling
/// ends calls.
///
/// The ports' thread brings packets and tends it; the call's thread takes and gives sound; neither
/// waits for the other.
public final class RtpLeg implements Leg, RtpPort.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(RtpLeg.class);

  /// Estimated buffering of telephones and gateways, which is not reported.
  private static final Duration PLAYED_AFTER = Duration.ofMillis(40);

  private final RtpPort port;
  private final UdpSettings settings;
  private final RtpLegSources sources;
  private final Optional<Srtp> srtp;
  private final Latch sound;
  private final Latch reports;
  private final boolean sharesPort;
  private final RtpSession rtp;
  private final ByteBuffer packet;
  private final int sampleRate;
  private final short[] silence;
  private volatile RtpFormat sent;
  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private volatile boolean isExpected = true;
  private volatile long heardAt;

  /// @param port for this leg alone, which it closes
  public RtpLeg(
      RtpPort port, RtpFormats formats, RtpPeer peer, UdpSettings settings, RtpLegSources sources)
      throws IOException {
    this.port = port;
    this.settings = settings;
    this.sources = sources;
    int ssrc = sources.random().nextInt();
    srtp =
        peer.keys()
            .map(keys -> SdesCrypto.srtp(keys.ours(), keys.theirs(), ssrc, settings.streamsMax()));
    sound = new Latch(peer.sound(), srtp.isPresent());
    sharesPort = peer.sharesPort();
    reports = sharesPort ? sound : new Latch(peer.reports(), srtp.isPresent());
    if (sharesPort) port.shareReports();
    long now = sources.nanos().getAsLong();
    rtp =
        new RtpSession(
            formats,
            ssrc,
            new RtpSettings(
                settings.jitter(formats.codec().clockRate()),
                settings.opus(),
                OpusSettings.typical(),
                settings.reportEvery(),
                srtp.isPresent() ? Srtp.OVERHEAD : 0,
                true),
            sources.random(),
            now,
            sources.wall().instant());
    packet = ByteBuffer.wrap(rtp.packet());
    sampleRate = formats.codec().sampleRate();
    silence = new short[sampleRate / 50];
    sent = formats.sent();
    heardAt = now;
    port.listen(this);
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public void listen(Consumer<LegEvent> listener) {
    rtp.listen(listener);
  }

  /// The signalling names other addresses of the other end.
  public void readdress(RtpPeer peer) {
    sound.rename(peer.sound());
    if (!sharesPort) reports.rename(peer.reports());
  }

  /// The signalling names other numbers by which the other end receives the same codec.
  public void send(RtpFormat format) {
    sent = format;
    rtp.send(format);
  }

  /// Whether the other end should send anything: not while it is on hold. An end of which nothing
  /// is expected is not lost.
  public void expect(boolean packets) {
    heardAt = sources.nanos().getAsLong();
    isExpected = packets;
  }

  @Override
  public boolean press(char key, Duration length) {
    return rtp.press(key, length);
  }

  @Override
  public boolean hear(short[] frame) {
    return rtp.hear(frame, sources.nanos().getAsLong());
  }

  @Override
  public void play(short[] frame) {
    if (over.get()) return;
    send(rtp.play(frame, sources.nanos().getAsLong()));
  }

  /// Silence is sent as such where that was negotiated, and otherwise as sound: many take a stream
  /// that stops for one that has ended.
  @Override
  public void rest() {
    if (over.get()) return;
    if (sent.comfort().isEmpty()) play(silence);
    else send(rtp.rest(sources.nanos().getAsLong()));
  }

  private void send(int length) {
    if (length == 0) return;
    int sealed = srtp.isPresent() ? srtp.get().seal(rtp.packet(), length) : length;
    port.send(packet.clear().limit(sealed), sound.target());
  }

  /// Telephones buffer so little that nothing needs to be discarded.
  @Override
  public void forget() {
    // nothing is buffered but packets under way
  }

  /// The network's delay, and an estimate for the rest.
  @Override
  public Duration delay() {
    return rtp.delay().plus(PLAYED_AFTER);
  }

  /// Zero while nothing is expected, or the other end has told of its silence.
  @Override
  public Duration silentFor() {
    return rtp.isQuiet() ? Duration.ZERO : unheardFor();
  }

  private Duration unheardFor() {
    if (!isExpected) return Duration.ZERO;
    return Duration.ofNanos(Math.max(0, sources.nanos().getAsLong() - heardAt));
  }

  @Override
  public LegStats stats() {
    return rtp.stats();
  }

  @Override
  public void close() {
    end(Gone.CLOSED);
  }

  /// The signalling has heard that the other end hung up.
  public void hungUp() {
    end(Gone.HUNG_UP);
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone.minimalCompletionStage();
  }

  @Override
  public boolean received(byte[] bytes, int length, InetSocketAddress from, boolean isReportPort) {
    if (over.get() || length < 8) return false;
    boolean isReport = RtpPacket.isReport(bytes, 0);
    // on the port of reports there is no sound, and the other way round unless they share it
    if (isReport != (isReportPort || (sharesPort && isReport))) return false;
    var latch = isReport ? reports : sound;
    if (!latch.mayCome(from)) return false;
    int opened = opened(bytes, length, isReport);
    if (opened < 0 || !latch.came(from)) return false;
    long now = sources.nanos().getAsLong();
    heardAt = now;
    if (isReport) rtp.reported(bytes, opened, now);
    else rtp.received(bytes, opened, now);
    return true;
  }

  private int opened(byte[] bytes, int length, boolean isReport) {
    if (srtp.isEmpty()) return (bytes[0] & 0xc0) == 0x80 ? length : -1;
    return isReport ? srtp.get().openControl(bytes, length) : srtp.get().open(bytes, length);
  }

  @Override
  public void tend() {
    if (over.get()) return;
    long now = sources.nanos().getAsLong();
    // nobody tells of a silence for ever: updates and reports come
    if (unheardFor().compareTo(settings.silenceMax()) > 0) {
      LOG.info("A telephone has not sent anything for {}: its call ends", settings.silenceMax());
      end(Gone.LOST);
    } else if (rtp.isReportDue(now)) report(now, false);
  }

  private void report(long now, boolean saysGoodbye) {
    var report =
        rtp.report(
            now,
            saysGoodbye,
            (bytes, length) -> srtp.isPresent() ? srtp.get().sealControl(bytes, length) : length);
    port.sendReport(report, reports.target());
  }

  private void end(Gone how) {
    if (!over.compareAndSet(false, true)) return;
    if (how == Gone.CLOSED) report(sources.nanos().getAsLong(), true);
    port.close();
    rtp.close();
    srtp.ifPresent(Srtp::close);
    // on a thread of its own: the call's reactions must not delay the shared thread
    Thread.ofVirtual().name("telephone-gone").start(() -> gone.complete(how));
  }
}
