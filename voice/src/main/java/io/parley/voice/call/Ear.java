package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechDetector.Likelihood;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechInput;
import io.parley.core.turn.Cadence;
import io.parley.core.turn.SpeechGate;
import io.parley.voice.sound.Melody;
import io.parley.voice.sound.Resampler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Incoming sound: the voice detector judges each 20 ms, and while somebody speaks they go to the
/// recogniser, with a little sound from before. Runs in the media clock's thread, but for what says
/// otherwise.
final class Ear {

  /// Called in the media clock's thread.
  interface Listener {
    /// @param ago how long ago it really began
    void speechStarted(Duration ago);

    void speechEnded(Duration ago, Cadence cadence);

    /// Sound that may be speech begins, or was none; [#speechStarted] follows where it is.
    void speechSuspected(boolean suspected);

    /// The voice detector failed: speech cannot be detected any more.
    void deaf(Throwable cause);
  }

  /// Frames from before speech was noticed, 600 ms: the time to detect speech, and the breath
  /// before.
  private static final int BEFORE = 30;

  /// Frames that may wait for the voice detector, which runs in the tick, so that normally none
  /// wait.
  private static final int BEHIND_MAX = 50;

  private final Listener listener;
  private final Resampler resampler;
  private final short[] converted;
  private final Queue<AudioFrame> before = new ArrayDeque<>();
  private final Feed<AudioFrame> detector;
  private volatile Optional<Feed<SpeechInput>> recogniser = Optional.empty();
  private final Arrivals arrivals;
  private final Melody melody;
  private final SpeechLevel level;
  private final SpeechTail tail;
  private final LongSupplier nanos;
  private final AtomicInteger ends = new AtomicInteger();
  private volatile Expectation expected = Expectation.FREE;
  private volatile SpeechGate gate;
  private long position;
  private long begunAt;
  private boolean suspected;

  /// @param legRate in Hz; @param settings for the detector's sample rate
  /// @param replyRuns whether a reply is under way; called in the media clock's thread
  /// @param nanos the media clock's time
  Ear(
      int legRate,
      SpeechDetector detector,
      SpeechGate.Settings settings,
      BooleanSupplier replyRuns,
      LongSupplier nanos,
      Listener listener) {
    this.listener = listener;
    this.resampler = new Resampler(legRate, detector.sampleRate());
    this.converted = new short[resampler.outputMax(legRate / 50)];
    this.arrivals = new Arrivals(resampler.to());
    this.melody = new Melody(resampler.to());
    this.level = new SpeechLevel(replyRuns);
    this.tail = new SpeechTail(resampler.to());
    this.nanos = nanos;
    this.gate = SpeechGate.closed(settings);
    var detecting = detector.detect();
    detecting.subscribe(new Likelihoods());
    this.detector = Feed.to(detecting, BEHIND_MAX, () -> listener.deaf(tooSlow(detector.name())));
  }

  /// Changes the recogniser, or removes it; transcripts of the one before are not waited for. In
  /// any thread.
  void listenWith(Optional<Feed<SpeechInput>> next) {
    recogniser = next;
  }

  /// The expected form of the next utterance; in any thread.
  void expect(Expectation next) {
    expected = next;
  }

  /// Whether somebody speaks; in any thread, and so perhaps no longer true.
  boolean hearsSpeech() {
    return gate.speaking();
  }

  /// Number of utterances so far; in any thread.
  int ends() {
    return ends.get();
  }

  /// The next 20 ms.
  void hear(short[] frame) {
    int count = resampler.convert(frame, 0, frame.length, converted, 0);
    var heard = new AudioFrame(Arrays.copyOf(converted, count), resampler.to(), position);
    arrivals.add(position, nanos.getAsLong());
    position += count;
    melody.add(heard.samples());
    tail.add(heard.samples(), position);
    level.add(heard.samples(), gate.speaking());
    if (gate.speaking()) give(heard);
    else keep(heard);
    detector.give(heard);
  }

  void close() {
    detector.complete();
  }

  private void keep(AudioFrame frame) {
    before.add(frame);
    if (before.size() > BEFORE) before.remove();
  }

  private void give(SpeechInput sound) {
    recogniser.ifPresent(feed -> feed.give(sound));
  }

  private void judge(Likelihood window) {
    var passed = gate.pass(level.isDistant() ? window.silent() : window);
    gate = passed.gate();
    if (passed.change().isEmpty()) {
      if (gate.suspectsSpeech() == suspected) return;
      suspected = !suspected;
      listener.speechSuspected(suspected);
      return;
    }
    suspected = false;
    var change = passed.change().get();
    if (change.speaking()) {
      begunAt = change.since();
      listener.speechStarted(ago(begunAt));
      before.forEach(this::give);
      before.clear();
    } else {
      // the recogniser may answer at once, so the end of speech must be known first
      level.ended();
      var cadence = melody.at(position - change.since(), change.since() - begunAt);
      listener.speechEnded(ago(tail.end(change.since())), cadence);
      ends.incrementAndGet();
      give(new EndOfSpeech(expected));
    }
  }

  private Duration ago(long since) {
    return arrivals.ago(since, position, nanos.getAsLong());
  }

  private static SpeechFailure tooSlow(String engine) {
    return new SpeechFailure(
        SpeechFailure.Category.TIMEOUT, engine + " does not keep pace with speech", null);
  }

  private final class Likelihoods implements Flow.Subscriber<Likelihood> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Likelihood window) {
      judge(window);
    }

    @Override
    public void onError(Throwable failure) {
      listener.deaf(failure);
    }

    @Override
    public void onComplete() {
      // the call is over
    }
  }
}
