package io.parley.voice.local;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.kokoro.KokoroSpeech;
import io.parley.voice.work.Throughput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Flow;

/// The good voice while it is quick enough, and the quick one otherwise. One for each call, so that
/// a reply is spoken by one voice:
///
/// - Clauses that follow each other belong to one reply, and are spoken by the voice of its first.
///   A reply is over when nothing was asked for while its sound lasts and `hold` longer.
/// - For the first clause of a reply the good voice is chosen if, with all that it has to do, it is
///   expected to have it ready within `patience`, and makes sound more quickly than it is played.
///
/// Both are predicted from what was measured ([Throughput]), so load turns calls to the quick voice
/// one reply after the other, and back again.
final class ChosenVoice implements TextToSpeech {
  private final TextToSpeech good;
  private final Throughput throughput;
  private final TextToSpeech quick;
  private final Duration patience;
  private final Duration hold;
  private final InstantSource clock;

  // under this object's lock
  private boolean isGood;
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
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    return (choosesGood(utterance) ? good : quick).speak(utterance);
  }

  private synchronized boolean choosesGood(Utterance utterance) {
    long now = clock.millis();
    double seconds = KokoroSpeech.seconds(utterance);
    if (now > replyUntil) isGood = isQuickEnough(seconds);
    // clauses are asked for ahead of being played: their lengths add up
    long before = Math.max(now, replyUntil - hold.toMillis());
    replyUntil = before + Math.round(seconds * 1_000) + hold.toMillis();
    return isGood;
  }

  /// Also not when nothing was measured.
  private boolean isQuickEnough(double seconds) {
    return throughput.factor() < 1 && throughput.readyIn(seconds) * 1_000 <= patience.toMillis();
  }
}
