package io.parley.voice.local;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.flow.AtEnd;
import io.parley.voice.kokoro.KokoroSpeech;
import io.parley.voice.phrase.PhraseCache;
import io.parley.voice.work.Throughput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Flow;

/// The good voice while it is fast enough, and the quick one otherwise. All calls of the node share
/// the good one's measurements ([Throughput]); each call has its own choice ([#forCall]), so that a
/// caller hears one voice for as long as it works:
///
/// - A call begins with the good voice if its first clause is expected within `patience`, under the
///   present load, and if it makes sound faster than it is played. Cached phrases ([PhraseCache])
///   do not count: then the clause after them decides.
/// - It keeps the call for as long as each clause is expected within `patience` after the end of
///   the sound before it; at the beginning of a reply within twice that, for a silence is better
///   than another voice.
/// - Otherwise the quick voice says the rest, of this reply and of the call: a gap would be worse,
///   the good voice would finally count as broken, and going back would be one more change.
///
/// Load thus moves calls to the quick voice one by one. Now and then an unheard trial clause finds
/// out, for later calls, whether the load has gone.
final class ChosenVoice implements TextToSpeech {
  /// The longest trial clause.
  private static final double TRIED_SECONDS_MAX = 5;

  /// The usual length of a reply's first clause.
  private static final double FIRST_CLAUSE_SECONDS = 2;

  private final PhraseCache good;
  private final Throughput throughput;
  private final TextToSpeech quick;
  private final Duration patience;
  private final InstantSource clock;

  // under this object's lock
  /// Empty before anything was said.
  private Optional<Boolean> isGood = Optional.empty();

  /// When all requested sound will have been played, in milliseconds.
  private long soundUntil = Long.MIN_VALUE;

  /// @param throughput of the good one
  ChosenVoice(
      PhraseCache good,
      Throughput throughput,
      TextToSpeech quick,
      Duration patience,
      InstantSource clock) {
    this.good = good;
    this.throughput = throughput;
    this.quick = quick;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public String name() {
    return good.name() + "-or-" + quick.name();
  }

  @Override
  public TextToSpeech forCall() {
    return new ChosenVoice(good, throughput, quick, patience, clock);
  }

  /// A new reply: sound of the one before gives no time any more.
  @Override
  public synchronized void beginReply() {
    soundUntil = Long.MIN_VALUE;
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    if (choosesGood(utterance)) return good.speak(utterance);
    if (isShort(utterance) && throughput.isToBeTried())
      // the engine measures itself; after a failure it still counts as slow
      good.speak(utterance).subscribe(new AtEnd<>(() -> {}));
    return quick.speak(utterance);
  }

  private static boolean isShort(Utterance utterance) {
    return KokoroSpeech.seconds(utterance) <= TRIED_SECONDS_MAX;
  }

  private synchronized boolean choosesGood(Utterance utterance) {
    double seconds = KokoroSpeech.seconds(utterance);
    boolean isKept = good.keeps(utterance);
    boolean chosen =
        isGood
            .map(before -> before && staysGood(seconds, isKept))
            .orElseGet(() -> beginsGood(isKept ? FIRST_CLAUSE_SECONDS : seconds));
    isGood = Optional.of(chosen);
    // clauses are asked for ahead of being played: their lengths add up
    long now = clock.millis();
    long ready = now + (chosen && !isKept ? Math.round(1_000 * throughput.readyIn(seconds)) : 0);
    soundUntil = Math.max(ready, soundUntil) + Math.round(1_000 * seconds);
    return chosen;
  }

  private boolean beginsGood(double seconds) {
    // NaN, and so too late, when nothing was measured
    return throughput.keepsPace() && 1_000 * throughput.readyIn(seconds) <= patience.toMillis();
  }

  private boolean staysGood(double seconds, boolean isKept) {
    if (isKept) return true;
    long ahead = soundUntil - clock.millis();
    boolean begins = soundUntil == Long.MIN_VALUE;
    double late = 1_000 * throughput.readyIn(seconds) - (begins ? 0 : Math.max(0, ahead));
    return late <= (begins ? 2 : 1) * patience.toMillis();
  }
}
