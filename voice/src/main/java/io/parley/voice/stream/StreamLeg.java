package io.parley.voice.stream;

import io.parley.core.quality.Impairment;
import io.parley.core.session.Channel;
import io.parley.voice.dtmf.SoundedKeys;
import io.parley.voice.leg.HeardTicks;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.leg.LegEvents;
import io.parley.voice.leg.LegStats;
import io.parley.voice.stream.StreamFrames.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A telephone call that its provider brings as a stream of frames. Sound that the provider has
/// confirmed as played counts as heard ([Marks]). The provider sends silence, too: an end that
/// sends nothing at all is gone, even if its connection stays open.
public final class StreamLeg implements Leg {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLeg.class);

  /// The leg's view of the socket.
  public interface Socket {
    /// Must not block.
    ///
    /// @return false when the other end does not read what it is sent
    boolean send(Frame frame);

    /// Ends the connection, and with it the provider's part of the call.
    void end();
  }

  private final MediaFormat format;
  private final StreamCoding coding;
  private final StreamFrames frames;
  private final Socket socket;
  private final long silentMax;
  private final LongSupplier nanos;
  private final Arrivals arrivals;
  private final SoundedKeys keys;
  private final short[] tone;
  private final HeardTicks ticks = new HeardTicks();
  private final Marks marks = new Marks();
  private final CompletableFuture<Gone> gone = new CompletableFuture<>();
  private final LegEvents events = new LegEvents();
  private volatile Supplier<CompletionStage<Void>> away =
      () -> CompletableFuture.completedStage(null);

  /// Ticks since sound came.
  private long silent;

  /// @param silenceMax after so long without sound the other end is gone
  /// @param nanos a clock that only rises
  public StreamLeg(
      MediaFormat format,
      StreamFrames frames,
      Socket socket,
      Duration silenceMax,
      LongSupplier nanos) {
    this.format = format;
    this.coding = StreamCoding.of(format);
    this.frames = frames;
    this.socket = socket;
    this.silentMax = silenceMax.dividedBy(TICK);
    this.nanos = nanos;
    this.arrivals = new Arrivals(format);
    this.keys = new SoundedKeys(format.sampleRate());
    this.tone = new short[frameSamples()];
  }

  /// Before the call begins.
  ///
  /// @param elsewhere has the provider bring the sound to another node, for when this one drains;
  ///   must not block, nor throw
  public void leavesBy(Supplier<CompletionStage<Void>> elsewhere) {
    away = elsewhere;
  }

  /// A frame came, other than the one that began the stream.
  public void received(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media media -> {
        synchronized (this) {
          silent = 0;
          arrivals.put(media.chunk(), media.payload());
        }
      }
      case StreamEvent.Pressed(var key, var length) ->
          events.accept(new LegEvent.Digit(key, length));
      case StreamEvent.Marked(var name) -> marks.confirmed(name, nanos.getAsLong());
      case StreamEvent.Stopped() -> closed(Gone.HUNG_UP);
      case StreamEvent.Started _, StreamEvent.Troubled(), StreamEvent.Other() -> {
        // the sound goes on
      }
    }
  }

  /// The socket is gone.
  public void closed(Gone how) {
    gone.complete(how);
  }

  @Override
  public Channel channel() {
    return Channel.PHONE;
  }

  @Override
  public String way() {
    return frames.provider();
  }

  @Override
  public int sampleRate() {
    return format.sampleRate();
  }

  @Override
  public void listen(Consumer<LegEvent> given) {
    events.listen(given);
  }

  @Override
  public boolean hear(short[] frame) {
    Optional<byte[]> next;
    boolean lost;
    synchronized (this) {
      lost = ++silent >= silentMax;
      next = arrivals.next();
      ticks.tick(next.filter(sound -> sound.length > 0).isPresent());
    }
    if (lost) gone.complete(Gone.LOST);
    if (next.isEmpty()) return false;
    if (next.get().length == 0) coding.conceal(frame);
    else coding.decode(next.get(), frame);
    return true;
  }

  @Override
  public void play(short[] frame) {
    sound(keys.next(tone) ? tone : frame);
  }

  private void sound(short[] frame) {
    send(frames.media(coding.encode(frame)));
    marks.sounded(nanos.getAsLong()).ifPresent(name -> send(frames.mark(name)));
  }

  /// As tones: providers take no keys beside the sound.
  @Override
  public boolean press(char key, Duration length) {
    return !gone.isDone() && keys.press(key, length);
  }

  @Override
  public void rest() {
    if (keys.next(tone)) sound(tone);
    else silence();
  }

  private void silence() {
    marks.rested(nanos.getAsLong()).ifPresent(name -> send(frames.mark(name)));
  }

  private void send(Frame frame) {
    if (!socket.send(frame)) gone.complete(Gone.LOST);
  }

  @Override
  public void forget() {
    marks.cleared();
    send(frames.clear());
  }

  @Override
  public Duration delay() {
    return marks.delay(nanos.getAsLong());
  }

  @Override
  public synchronized Duration silentFor() {
    return Duration.ofNanos(silent * TICK.toNanos());
  }

  @Override
  public synchronized LegStats stats() {
    var line =
        ticks.counts(format.codec(), Impairment.STALLING, TICK.multipliedBy(1 + Arrivals.WAITING));
    return new LegStats(
        arrivals.received(),
        arrivals.lost(),
        arrivals.late(),
        arrivals.concealed(),
        0,
        Optional.of(line));
  }

  @Override
  public void close() {
    gone.complete(Gone.CLOSED);
    socket.end();
  }

  /// The provider goes on as it is told before the socket ends; without that the call ends with it.
  @Override
  public void leave() {
    away.get()
        .whenComplete(
            (_, failure) -> {
              if (failure != null) LOG.info("a call ends with its node: {}", failure.toString());
              close();
            });
  }

  @Override
  public CompletionStage<Gone> gone() {
    return gone.minimalCompletionStage();
  }
}
