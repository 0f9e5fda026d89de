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

/// The good voice while it is quick enough, and the quick one otherwise. What is known of the good
/// one is known by all calls of the node ([Throughput]); what is chosen is each call's own
/// ([#forCall]), so that somebody who calls hears one voice for as long as it works:
///
/// - A call begins with the good voice if it can be expected to have what is asked for first ready
///   within `patience`, with all that it has to do, and to make sound more quickly than it is
///   played. What it has ready from before ([PhraseCache]) says nothing of that: then the question
///   is what comes after it.
/// - It keeps the call for as long as each clause can be expected within `patience` after the sound
///   before it has ended; where a reply begins, within twice of that, for a silence is better than
///   another voice.
/// - Otherwise the quick voice says the rest, of this reply and of the call: a gap would be worse,
///   the good voice would be taken for broken in the end, and to go back would be one change more.
///
/// Load thus turns calls to the quick voice one after the other. Whether the load has gone is found
/// out for the calls to come by a clause that nobody hears, now and then.
final class ChosenVoice implements TextToSpeech {
  /// Longer ones are not made for nobody.
  private static final double TRIED_SECONDS_MAX = 5;

  /// What a reply begins with, usually.
  private static final double FIRST_CLAUSE_SECONDS = 2;

  private final PhraseCache good;
  private final Throughput throughput;
  private final TextToSpeech quick;
  private final Duration patience;
  private final InstantSource clock;

  // under this object's lock
  /// Empty before anything was said.
  private Optional<Boolean> isGood = Optional.empty();

  /// When all that was asked for will have been heard, in milliseconds.
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

  /// What the reply before was to say is not heard any more, and gives no time.
  @Override
  public synchronized void beginReply() {
    soundUntil = Long.MIN_VALUE;
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    if (choosesGood(utterance)) return good.speak(utterance);
    if (isShort(utterance) && throughput.isToBeTried())
      // what it took is measured where it is made; if it fails it is as slow as it was
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
    // not a number, and so too late, when nothing was measured
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
