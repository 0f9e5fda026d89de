package io.parley.voice.moonshine;

import static io.parley.voice.moonshine.MoonshineSettings.samples;

import ai.onnxruntime.OrtException;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.Transcript;
import io.parley.voice.flow.Outlet;
import io.parley.voice.work.Workers;
import io.parley.voice.work.Workers.Urgency;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/// One speaker. Sound never waits: it is added to the clip, and workers decode copies of it. Finals
/// are decoded one after another; a partial only while no final is due, and its result counts only
/// if its clip is still open. A speaker who pauses may have said everything: the clip is decoded at
/// once, and these words are final when the speech turns out to have ended with that pause.
final class MoonshineStream implements Flow.Processor<SpeechInput, Transcript>, Outlet.Hooks {
  /// The least that is taken for speech: as long as the voice detector needs to notice any.
  private static final int SPEECH_MIN = MoonshineModel.SAMPLE_RATE / 5;

  /// Shorter speech may be a cough: it counts only with words that the model is sure of.
  private static final int SURELY_SPEECH = 2 * MoonshineModel.SAMPLE_RATE / 5;

  /// Silence that may be the end of the speech, 100 ms. Sound after it is no end of the last word.
  private static final int PAUSE = MoonshineModel.SAMPLE_RATE / 10;

  private final MoonshineSpeechToText.Decoder decoder;
  private final Workers workers;
  private final MoonshineSettings settings;
  private final Outlet<Transcript> transcripts = new Outlet<>(Outlet.UNLIMITED, this);

  // all of these under this object's lock
  private final Clip clip = new Clip();
  private final Queue<Final> finals = new ArrayDeque<>();
  private Optional<Workers.Task> deciding = Optional.empty();
  private Guess guess = new Guess();
  private String guessed = "";
  private long waiting;
  private boolean ended;

  private volatile Flow.Subscription sound;

  MoonshineStream(
      MoonshineSpeechToText.Decoder decoder, Workers workers, MoonshineSettings settings) {
    this.decoder = decoder;
    this.workers = workers;
    this.settings = settings;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Transcript> subscriber) {
    transcripts.subscribe(subscriber);
  }

  /// Requests everything: sound comes as it is spoken.
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (sound != null || transcripts.isOver()) {
      subscription.cancel();
      return;
    }
    sound = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(SpeechInput input) {
    if (transcripts.isOver()) return;
    switch (input) {
      case AudioFrame frame -> hear(frame);
      case EndOfSpeech(var expected) -> decide(expected);
    }
  }

  private synchronized void hear(AudioFrame frame) {
    if (frame.sampleRate() != MoonshineModel.SAMPLE_RATE)
      throw new IllegalArgumentException(
          "frame: %d Hz (expected: %d)".formatted(frame.sampleRate(), MoonshineModel.SAMPLE_RATE));
    clip.add(frame.samples());
    int most = samples(settings.clipMax());
    while (clip.length() >= most && !transcripts.isOver())
      decide(clip.quietest(most - samples(settings.cutWithin()), most), Optional.empty());
    guess();
  }

  private synchronized void decide(Expectation expected) {
    decide(clip.length(), Optional.of(expected));
  }

  /// The first samples of the clip are to become a final transcript.
  ///
  /// @param answer what was expected, when an end of speech asks for it
  private void decide(int length, Optional<Expectation> answer) {
    var demand = answer.map(this::demand).orElse(Demand.ANYTHING);
    var known =
        Optional.of(guess).filter(_ -> answer.isPresent() && demand.takesAnyWords() && isKnown());
    if (known.isEmpty()) guess.task.ifPresent(Workers.Task::drop);
    guess = new Guess();
    guessed = "";
    finals.add(new Final(clip.cut(length), answer.isPresent(), demand, known));
    waiting += length;
    if (waiting > samples(settings.backlogMax()))
      fail(SpeechFailure.Category.TIMEOUT, "moonshine cannot keep pace with the sound", null);
    else decideNext();
  }

  private Demand demand(Expectation expected) {
    int loud = clip.loud();
    if (loud < SPEECH_MIN) return Demand.ANYTHING;
    return new Demand(loud < SURELY_SPEECH ? settings.doubtful() : 0, expected);
  }

  private synchronized void decideNext() {
    if (deciding.isPresent() || transcripts.isOver()) return;
    if (finals.isEmpty()) {
      if (ended) transcripts.complete();
      return;
    }
    // the guess that has begun decides it
    if (finals.peek().known.filter(each -> each.isRunning).isPresent()) return;
    var next = finals.remove();
    deciding = give(Urgency.NOW, () -> decided(next));
  }

  private void decided(Final cut) {
    cut.words()
        .or(() -> decode(cut.samples, cut.demand))
        .ifPresent(
            words ->
                transcripts.offer(
                    new Transcript(words.text(), words.confidence(), 1, true, cut.isAnswer)));
    synchronized (this) {
      deciding = Optional.empty();
      waiting -= cut.samples.length;
      decideNext();
    }
  }

  /// Decodes the clip so far, if it has grown enough or its speaker pauses.
  private void guess() {
    if (guess.isRunning || deciding.isPresent() || !finals.isEmpty() || !isGuessDue()) return;
    var next = new Guess();
    next.task = give(Urgency.SOON, () -> guessed(next));
    next.isRunning = next.task.isPresent();
    if (next.isRunning) guess = next;
  }

  private boolean isGuessDue() {
    int silent = clip.length() - clip.soundsUntil();
    // soon it is clear whether this is a pause
    if (silent > 0 && silent < PAUSE) return false;
    boolean isPause = silent > 0 && clip.soundsUntil() > 0;
    var least = guess.until == 0 ? settings.firstPartial() : settings.nextPartial();
    return (isPause && !coversSound()) || clip.length() >= guess.until + samples(least);
  }

  private boolean coversSound() {
    return guess.until >= clip.soundsUntil() + PAUSE;
  }

  /// Whether the guess has all words of the clip. Long silence is not trusted: what follows a bang
  /// is quiet, too.
  private boolean isKnown() {
    return guess.until > 0
        && coversSound()
        && clip.length() < guess.until + samples(settings.nextPartial());
  }

  private void guessed(Guess own) {
    float[] samples;
    synchronized (this) {
      // copied as late as possible, to include sound that came while this task waited
      if (guess != own || transcripts.isOver()) return;
      samples = clip.floats();
      own.until = samples.length;
    }
    var found = decode(samples, Demand.ANYTHING);
    synchronized (this) {
      own.words = found;
      own.isRunning = false;
      // before a final of this clip can be
      if (guess == own) found.ifPresent(this::addPartial);
      else decideNext();
    }
    transcripts.deliver();
  }

  private void addPartial(MoonshineModel.Words words) {
    var stability = HeardWords.stability(guessed, words.text());
    guessed = words.text();
    transcripts.add(Transcript.partial(words.text(), words.confidence(), stability));
  }

  private Optional<Workers.Task> give(Urgency urgency, Runnable work) {
    try {
      return Optional.of(workers.give(urgency, work));
    } catch (RejectedExecutionException e) {
      // partial words may be skipped
      if (urgency == Urgency.NOW)
        fail(SpeechFailure.Category.TIMEOUT, "moonshine's queue is full", e);
      return Optional.empty();
    }
  }

  /// Empty when the stream has failed, or is cancelled.
  private Optional<MoonshineModel.Words> decode(float[] samples, Demand demand) {
    if (transcripts.isOver()) return Optional.empty();
    if (samples.length == 0) return Optional.of(new MoonshineModel.Words("", 1));
    try {
      var words = decoder.decode(samples, demand);
      boolean isNoise =
          words.confidence() < settings.doubtful() && HeardWords.repeats(words.text());
      return Optional.of(isNoise ? new MoonshineModel.Words("", words.confidence()) : words);
    } catch (OrtException | RuntimeException | Error e) {
      fail(SpeechFailure.Category.GARBAGE, "moonshine failed on a clip", e);
      return Optional.empty();
    }
  }

  @Override
  public void onError(Throwable failure) {
    transcripts.fail(failure);
    release();
  }

  @Override
  public synchronized void onComplete() {
    if (clip.length() > 0) decide(clip.length(), Optional.empty());
    ended = true;
    decideNext();
  }

  @Override
  public void cancelled() {
    release();
    var from = sound;
    if (from != null) from.cancel();
  }

  void fail(SpeechFailure.Category category, String message, Throwable cause) {
    transcripts.fail(new SpeechFailure(category, message, cause));
    cancelled();
  }

  private synchronized void release() {
    finals.clear();
    deciding.ifPresent(Workers.Task::drop);
    guess.task.ifPresent(Workers.Task::drop);
    clip.cut(clip.length());
  }

  /// A decoding of the clip so far; under the stream's lock.
  private static final class Guess {
    private Optional<Workers.Task> task = Optional.empty();
    private boolean isRunning;

    /// Samples of the clip in it; 0 before it begins.
    private int until;

    private Optional<MoonshineModel.Words> words = Optional.empty();
  }

  /// A clip that becomes a final transcript.
  private static final class Final {
    private final float[] samples;

    /// Whether an end of speech asked for it, and not the length of the clip.
    private final boolean isAnswer;

    private final Demand demand;

    /// Has all its words, if it has any.
    private final Optional<Guess> known;

    Final(float[] samples, boolean isAnswer, Demand demand, Optional<Guess> known) {
      this.samples = samples;
      this.isAnswer = isAnswer;
      this.demand = demand;
      this.known = known;
    }

    Optional<MoonshineModel.Words> words() {
      return known.flatMap(guess -> guess.words).filter(words -> !words.text().isEmpty());
    }
  }
}
