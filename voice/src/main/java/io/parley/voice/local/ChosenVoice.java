package io.parley.voice.local;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.flow.AtEnd;
import io.parley.voice.kokoro.KokoroSpeech;
import io.parley.voice.work.Throughput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Flow;

/// The good voice while it is quick enough, and the quick one otherwise. What is known of the good
/// one is known by all calls of the node ([Throughput]); what is chosen is each call's own
/// ([#forCall]), so that a reply is spoken by one voice:
///
/// - Clauses that follow each other belong to one reply. A reply is over when nothing was asked for
///   while its sound lasts and `hold` longer.
/// - For the first clause of a reply the good voice is chosen if it can be expected to have it
///   ready within `patience`, with all that it has to do, and to make sound more quickly than it is
///   played.
/// - It keeps the reply for as long as no clause can be expected more than `patience` after the
///   sound before it has ended. Then the quick voice says the rest: a gap in the middle would be
///   worse, and the good voice would be taken for broken in the end.
///
/// Load thus turns calls to the quick voice one reply after the other. Whether the load has gone is
/// found out by a clause that nobody hears, now and then.
final class ChosenVoice implements TextToSpeech {
  /// Longer ones are not made for nobody.
  private static final double TRIED_SECONDS_MAX = 5;

  private final TextToSpeech good;
  private final Throughput throughput;
  private final TextToSpeech quick;
  private final Duration patience;
  private final Duration hold;
  private final InstantSource clock;

  // under this object's lock
  private boolean isGood;
  private long soundUntil;
  private long replyUntil = Long.MIN_VALUE;

  /// @param throughput of the good one
  ChosenVoice(
      TextToSpeech good,
      Throughput throughput,
      TextToSpeech quick,
      Duration patience,
      Duration hold,
      InstantSource clock) {
    this.good = good;
    this.throughput = throughput;
    this.quick = quick;
    this.patience = patience;
    this.hold = hold;
    this.clock = clock;
  }

  @Override
  public String name() {
    return good.name() + "-or-" + quick.name();
  }

  @Override
  public TextToSpeech forCall() {
    return new ChosenVoice(good, throughput, quick, patience, hold, clock);
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
    long now = clock.millis();
    double seconds = KokoroSpeech.seconds(utterance);
    boolean begins = now > replyUntil;
    // not a number, and so too late, when nothing was measured
    double late =
        1_000 * throughput.readyIn(seconds) - (begins ? 0 : Math.max(0, soundUntil - now));
    boolean isInTime = late <= patience.toMillis();
    isGood = begins ? isInTime && throughput.keepsPace() : isGood && isInTime;
    // clauses are asked for ahead of being played: their lengths add up
    long ready = now + (isGood ? Math.round(1_000 * throughput.readyIn(seconds)) : 0);
    soundUntil = (begins ? ready : Math.max(ready, soundUntil)) + Math.round(1_000 * seconds);
    replyUntil = soundUntil + hold.toMillis();
    return isGood;
  }
}
