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
/// the good one's measurements ([Throughput]); each call has its own choice ([#forCall]).
///
/// A reply has one voice from its first word to its last: what was chosen for the first clause says
/// all of it, and a gap is better than another voice in the middle. The good voice says a reply
///
/// - if it makes sound faster than it is played, together with the replies of other calls that it
///   says at the moment,
/// - and if the first clause is expected within `patience`, under the present load; within twice
///   that in a call that it has spoken in before, for a silence is better than another voice.
///   Cached phrases ([PhraseCache]) do not count: then the clause after them decides.
///
/// A call that fell to the quick voice, as in a slow start, goes back once, when the good one is
/// expected within half of `patience`. After a second fall it stays: changing to and fro would be
/// worse than the voice. Now and then an unheard trial clause finds out whether the load has gone.
final class ChosenVoice implements TextToSpeech {
  /// The longest trial clause.
  private static final double TRIED_SECONDS_MAX = 5;

  /// The usual length of a reply's first clause.
  private static final double FIRST_CLAUSE_SECONDS = 2;

  private final PhraseCache good;
  private final Throughput throughput;
  private final RepliesUnderWay replies;
  private final TextToSpeech quick;
  private final Duration patience;
  private final InstantSource clock;

  // under this object's lock
  /// The choice for the reply under way; empty before it says anything.
  private Optional<Boolean> isGood = Optional.empty();

  /// The choice for the reply before it; empty before the first.
  private Optional<Boolean> wasGood = Optional.empty();

  private boolean hasReturned;

  /// When all requested sound will have been played, in milliseconds.
  private long soundUntil = Long.MIN_VALUE;

  /// @param throughput of the good one
  ChosenVoice(
      PhraseCache good,
      Throughput throughput,
      TextToSpeech quick,
      Duration patience,
      InstantSource clock) {
    this(good, throughput, new RepliesUnderWay(), quick, patience, clock);
  }

  private ChosenVoice(
      PhraseCache good,
      Throughput throughput,
      RepliesUnderWay replies,
      TextToSpeech quick,
      Duration patience,
      InstantSource clock) {
    this.good = good;
    this.throughput = throughput;
    this.replies = replies;
    this.quick = quick;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public String name() {
    return good.name() + "-or-" + quick.name();
  }

  @Override
  public synchronized String speaker() {
    return isGood
        .or(() -> wasGood)
        .map(it -> it ? good.name() : quick.name())
        .orElseGet(this::name);
  }

  @Override
  public TextToSpeech forCall() {
    return new ChosenVoice(good, throughput, replies, quick, patience, clock);
  }

  @Override
  public synchronized void beginReply() {
    wasGood = isGood.or(() -> wasGood);
    isGood = Optional.empty();
    soundUntil = Long.MIN_VALUE;
    replies.over(this);
  }

  @Override
  public synchronized Duration readyIn(Utterance utterance) {
    return (choosesGood(utterance) ? good : quick).readyIn(utterance);
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    if (isSaidByGood(utterance)) return good.speak(utterance);
    if (isShort(utterance) && throughput.isToBeTried())
      // the engine measures itself; after a failure it still counts as slow
      good.speak(utterance).subscribe(new AtEnd<>(() -> {}));
    return quick.speak(utterance);
  }

  private static boolean isShort(Utterance utterance) {
    return KokoroSpeech.seconds(utterance) <= TRIED_SECONDS_MAX;
  }

  private synchronized boolean isSaidByGood(Utterance utterance) {
    if (!choosesGood(utterance)) return false;
    // clauses are asked for ahead of being played: their lengths add up
    double seconds = KokoroSpeech.seconds(utterance);
    double wait =
        good.keeps(utterance) ? 0 : throughput.readyIn(KokoroSpeech.secondsToFirst(utterance));
    long ready = clock.millis() + Math.round(1_000 * wait);
    soundUntil = Math.max(ready, soundUntil) + Math.round(1_000 * seconds);
    replies.lasts(this, soundUntil);
    return true;
  }

  private boolean choosesGood(Utterance utterance) {
    if (isGood.isPresent()) return isGood.get();
    boolean chosen =
        isInTime(
            good.keeps(utterance) ? FIRST_CLAUSE_SECONDS : KokoroSpeech.secondsToFirst(utterance));
    if (chosen && wasGood.filter(was -> !was).isPresent()) hasReturned = true;
    isGood = Optional.of(chosen);
    return chosen;
  }

  private boolean isInTime(double seconds) {
    double limit = patience.toMillis() * wasGood.map(was -> was ? 2 : 0.5).orElse(1.0);
    boolean isFinal = hasReturned && wasGood.filter(was -> !was).isPresent();
    // NaN, and so too late, when nothing was measured
    return !isFinal
        && throughput.keepsPace()
        && throughput.hasRoomBeside(replies.beside(this, clock.millis()))
        && 1_000 * throughput.readyIn(seconds) <= limit;
  }
}
