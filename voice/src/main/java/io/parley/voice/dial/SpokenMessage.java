package io.parley.voice.dial;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.ClauseSplitter;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.speech.spoken.SpokenForm;
import io.parley.voice.leg.Leg;
import io.parley.voice.sound.FrameCutter;
import io.parley.voice.sound.Resampler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/// Speaks a message on a leg that is in no call, clause by clause, by the first voice that can. A
/// voice that fails is replaced by the next one, which begins with the clause that is missing.
public final class SpokenMessage {
  /// Without sound of any voice for so long it is given up.
  private static final Duration SILENT_MAX = Duration.ofSeconds(10);

  /// For the last sound to be played at the other end.
  private static final Duration PLAYED_MAX = Duration.ofSeconds(5);

  private final Leg leg;
  private final List<TextToSpeech> voices;
  private final List<Utterance> clauses;
  private final Queue<short[]> sound = new ArrayDeque<>();
  private final CompletableFuture<Boolean> said = new CompletableFuture<>();
  private Future<?> ticks = CompletableFuture.completedFuture(null);
  private int voice;
  private int clause;
  private boolean isMade;
  private Duration silent = Duration.ZERO;

  private SpokenMessage(Leg leg, List<TextToSpeech> voices, List<Utterance> clauses) {
    this.leg = leg;
    this.voices = voices.stream().map(TextToSpeech::forCall).toList();
    this.clauses = clauses;
  }

  /// @param language a BCP 47 tag
  /// @return whether all of it was spoken and, as far as the leg tells, played
  public static CompletionStage<Boolean> say(
      Leg leg, List<TextToSpeech> voices, String text, String language, LegClock clock) {
    var message = new SpokenMessage(leg, voices, clauses(text, language));
    if (message.clauses.isEmpty() || voices.isEmpty())
      return CompletableFuture.completedStage(false);
    message.start(clock);
    return message
        .said
        .applyToEither(leg.gone().thenApply(_ -> false), whole -> whole)
        .whenComplete((_, _) -> message.stop());
  }

  private static List<Utterance> clauses(String text, String language) {
    var splitter = new ClauseSplitter();
    var clauses = new ArrayList<>(splitter.add(text));
    clauses.addAll(splitter.finish());
    return clauses.stream()
        .map(SpokenForm.in(language)::of)
        .filter(spoken -> !spoken.isBlank())
        .map(spoken -> new Utterance(spoken, language, "", 1))
        .toList();
  }

  private synchronized void start(LegClock clock) {
    ticks = clock.every(this::tick);
    speak();
  }

  private synchronized void stop() {
    var _ = ticks.cancel(false);
  }

  private void speak() {
    voices.get(voice).speak(clauses.get(clause)).subscribe(new OneClause());
  }

  private synchronized void tick() {
    if (said.isDone()) return;
    var next = sound.poll();
    if (next != null) {
      silent = Duration.ZERO;
      leg.play(next);
      return;
    }
    leg.rest();
    silent = silent.plus(Leg.TICK);
    boolean isPlayed = silent.compareTo(leg.delay()) >= 0;
    if (isMade && (isPlayed || silent.compareTo(PLAYED_MAX) >= 0)) said.complete(true);
    else if (silent.compareTo(SILENT_MAX) >= 0) said.complete(false);
  }

  private synchronized void made() {
    if (++clause < clauses.size()) speak();
    else isMade = true;
  }

  private synchronized void failed() {
    if (++voice < voices.size()) speak();
    else said.complete(false);
  }

  private synchronized void add(short[] frame) {
    sound.add(frame);
  }

  /// One clause at its voice, at the leg's sample rate.
  private final class OneClause implements Flow.Subscriber<AudioFrame> {
    private final FrameCutter frames =
        new FrameCutter(leg.sampleRate(), frame -> add(frame.samples()));
    private Resampler resampler;
    private short[] converted = {};

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(AudioFrame frame) {
      if (resampler == null) resampler = new Resampler(frame.sampleRate(), leg.sampleRate());
      int most = resampler.outputMax(frame.samples().length) + 1;
      if (converted.length < most) converted = new short[most];
      int length = resampler.convert(frame.samples(), 0, frame.samples().length, converted, 0);
      frames.add(converted, 0, length);
    }

    @Override
    public void onError(Throwable failure) {
      failed();
    }

    @Override
    public void onComplete() {
      frames.finish();
      made();
    }
  }
}
