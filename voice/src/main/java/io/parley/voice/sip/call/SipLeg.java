package io.parley.voice.sip.call;

import io.parley.core.session.Channel;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegEvents;
import io.parley.voice.leg.LegStats;
import io.parley.voice.sip.call.SipMeter.KeyWay;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sound.Resampler;
import io.parley.voice.udp.RtpLeg;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A telephone's end of a call. Its sound comes by an [RtpLeg], and by another one after the
/// signalling has agreed on another codec, key or port; the sample rate stays. It is ready when the
/// telephone has acknowledged our answer, and over when the signalling says so, or nothing comes.
public final class SipLeg implements Leg {
  private final SipMeter meter;
  private final int sampleRate;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final LegEvents events = new LegEvents();
  private volatile Stream stream;
  private volatile LegStats past = LegStats.NONE;
  private volatile Direction direction = Direction.SENDRECV;
  private volatile boolean keyedByPackets;
  private volatile boolean keyedBySignalling;
  private volatile char keyedByTones;
  private volatile boolean left;

  /// The carrier of the sound at present, and its way to the leg's sample rate.
  private record Stream(RtpLeg rtp, Optional<Conversion> conversion) {}

  /// Between the stream's sample rate and the leg's, for the media clock's thread.
  private static final class Conversion {
    private final Resampler in;
    private final Resampler out;
    private final short[] own; // 20 ms at the stream's rate

    private Conversion(RtpLeg rtp, int sampleRate) {
      in = new Resampler(rtp.sampleRate(), sampleRate);
      out = new Resampler(sampleRate, rtp.sampleRate());
      own = new short[rtp.frameSamples()];
    }

    static Optional<Conversion> of(RtpLeg rtp, int sampleRate) {
      return rtp.sampleRate() == sampleRate
          ? Optional.empty()
          : Optional.of(new Conversion(rtp, sampleRate));
    }
  }

  /// @param hasKeys whether keys come in packets of their own (RFC 4733); otherwise as tones
  SipLeg(RtpLeg rtp, boolean hasKeys, SipMeter meter) {
    this.meter = meter;
    sampleRate = rtp.sampleRate();
    stream = stream(rtp);
    follow(rtp, hasKeys);
  }

  private Stream stream(RtpLeg rtp) {
    return new Stream(rtp, Conversion.of(rtp, sampleRate));
  }

  /// Sound comes and goes by another one from now on.
  void carry(RtpLeg next, boolean hasKeys) {
    var before = stream.rtp;
    stream = stream(next);
    past = past.plus(before.stats());
    before.close();
    if (over.get()) next.close();
    else follow(next, hasKeys);
  }

  private void follow(RtpLeg rtp, boolean hasKeys) {
    rtp.listen(event -> heard(event, hasKeys));
    rtp.gone()
        .thenAccept(
            how -> {
              if (stream.rtp == rtp) end(how);
            });
  }

  /// An event of the sound. Keys of a telephone that sends them by the signalling too are taken
  /// from there.
  private void heard(LegEvent event, boolean hasKeys) {
    if (event instanceof LegEvent.Digit(var key, _)) {
      if (hasKeys) keyedByPackets = true;
      else if (keyedByPackets || keyedBySignalling) return;
      else keyedByTones = key;
      meter.keyed(hasKeys ? KeyWay.PACKETS : KeyWay.TONES);
    }
    events.accept(event);
  }

  RtpLeg rtp() {
    return stream.rtp;
  }

  /// The agreed direction. An end to which we do not send neither listens nor waits for us: it has
  /// the call on hold. Nothing is expected of it then, as many have no music to send. An end that
  /// listens and does not send has its microphone off.
  void agreed(Direction ours) {
    var before = direction;
    direction = ours;
    stream.rtp.expect(ours == Direction.SENDRECV);
    boolean muted = ours == Direction.SENDONLY;
    if (muted != (before == Direction.SENDONLY)) events.accept(new LegEvent.Muted(muted));
    if (ours.sends() != before.sends()) events.accept(new LegEvent.Held(!ours.sends()));
  }

  /// The telephone has acknowledged our answer, or we its one.
  public void confirmed() {
    ready.complete(null);
  }

  /// INFO of the other end, which may be a key.
  public void informed(Request info) {
    InfoKeys.key(info).ifPresent(this::keyed);
  }

  /// A key that came by the signalling. A telephone that sends it twice means it once.
  private void keyed(LegEvent.Digit key) {
    boolean isHeard = !keyedBySignalling && key.key() == keyedByTones;
    keyedBySignalling = true;
    if (keyedByPackets || isHeard) return;
    meter.keyed(KeyWay.INFO);
    events.accept(key);
  }

  /// The telephone asks to be connected to somebody else.
  void transferAsked(LegEvent.TransferAsked asked) {
    events.accept(asked);
  }

  /// Not for an end that does not listen: it would get the key when it is back.
  @Override
  public boolean press(char key, Duration length) {
    return direction.sends() && stream.rtp.press(key, length);
  }

  @Override
  public Channel channel() {
    return Channel.PHONE;
  }

  @Override
  public String way() {
    return "sip";
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  @Override
  public void listen(Consumer<LegEvent> given) {
    events.listen(given);
  }

  @Override
  public boolean hear(short[] frame) {
    var from = stream;
    if (from.conversion.isEmpty()) return from.rtp.hear(frame);
    var conversion = from.conversion.get();
    var own = conversion.own;
    boolean sounds = from.rtp.hear(own);
    if (sounds) conversion.in.convert(own, 0, own.length, frame, 0);
    return sounds;
  }

  @Override
  public void play(short[] frame) {
    if (!direction.sends()) return;
    var to = stream;
    if (to.conversion.isEmpty()) to.rtp.play(frame);
    else {
      var conversion = to.conversion.get();
      conversion.out.convert(frame, 0, frame.length, conversion.own, 0);
      to.rtp.play(conversion.own);
    }
  }

  @Override
  public void rest() {
    if (direction.sends()) stream.rtp.rest();
  }

  @Override
  public void forget() {
    stream.rtp.forget();
  }

  @Override
  public Duration delay() {
    return stream.rtp.delay();
  }

  @Override
  public Duration silentFor() {
    return stream.rtp.silentFor();
  }

  @Override
  public LegStats stats() {
    return past.plus(stream.rtp.stats());
  }

  /// Ends it; the signalling hangs up.
  @Override
  public void close() {
    end(Gone.CLOSED);
  }

  /// Ends it; the signalling may lead the telephone to another node.
  @Override
  public void leave() {
    left = true;
    end(Gone.CLOSED);
  }

  /// Whether it was ended because this node drains.
  boolean isLeft() {
    return left;
  }

  /// The other end hung up.
  public void hungUp() {
    end(Gone.HUNG_UP);
  }

  private void end(Gone how) {
    if (!over.compareAndSet(false, true)) return;
    if (how == Gone.HUNG_UP) stream.rtp.hungUp();
    else stream.rtp.close();
    // on a thread of its own: the call's reactions must not delay the port's thread
    Thread.ofVirtual().name("telephone-gone").start(() -> gone.complete(how));
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone.minimalCompletionStage();
  }
}
