package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpokenForm;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.turn.Playout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;

/// Has clauses spoken one after the other and put into the player, by the first engine of the list
/// that can. Belongs to the call's actor, to which engines speak by its mailbox.
final class Mouth {

  /// What an engine says of the clause that it was given.
  sealed interface Piece {
    record Sound(AudioFrame frame) implements Piece {}

    record Ended() implements Piece {}

    record Failed(Throwable cause) implements Piece {}
  }

  /// With so much sound ahead the next clause can wait: it may never be wanted.
  private static final Duration AHEAD = Duration.ofSeconds(6);

  /// How quickly people speak, in characters a second: an engine that broke off does not tell how
  /// far it came.
  private static final int CHARACTERS_A_SECOND = 15;

  private final List<TextToSpeech> engines;
  private final String language;
  private final SpokenForm form;
  private final Player player;
  private final BiConsumer<Long, Piece> tell;
  private final Deque<String> clauses = new ArrayDeque<>();
  private Optional<Spoken> spoken = Optional.empty();
  private int engine;
  private long utterances;
  private boolean whole;

  /// @param tell brings a piece of utterance N to [#piece], in the actor's thread
  Mouth(List<TextToSpeech> engines, String language, Player player, BiConsumer<Long, Piece> tell) {
    this.engines = List.copyOf(engines);
    this.language = language;
    this.form = SpokenForm.in(language);
    this.player = player;
    this.tell = tell;
  }

  boolean isLost() {
    return engine >= engines.size();
  }

  /// The engine in use.
  Optional<String> name() {
    return isLost() ? Optional.empty() : Optional.of(engines.get(engine).name());
  }

  /// Whether sound of the reply is still to come from an engine.
  boolean isAtWork() {
    return spoken.isPresent() || !clauses.isEmpty();
  }

  /// A reply begins; what was said of another one is over.
  void begin(int reply) {
    stop();
    player.begin(reply);
  }

  void say(List<String> more) {
    clauses.addAll(more);
    goOn();
  }

  /// There are no more clauses.
  void complete() {
    whole = true;
    goOn();
  }

  void stop() {
    spoken.ifPresent(Spoken::cancel);
    spoken = Optional.empty();
    clauses.clear();
    whole = false;
    player.stop();
  }

  /// Takes the next engine for what is still to be said.
  ///
  /// @return whether there is one
  boolean change() {
    engine = Math.min(engine + 1, engines.size());
    breakOff();
    goOn();
    return !isLost();
  }

  /// What came of an engine.
  ///
  /// @return whether the engine in use has failed
  boolean piece(long utterance, Piece piece) {
    if (spoken.filter(each -> each.number == utterance).isEmpty()) return false;
    switch (piece) {
      case Piece.Sound(var frame) -> {
        player.sound(frame);
        spoken.get().length = spoken.get().length.plus(frame.length());
      }
      case Piece.Ended() -> {
        spoken = Optional.empty();
        goOn();
      }
      case Piece.Failed _ -> {
        return true;
      }
    }
    return false;
  }

  /// Begins the next clause, if it is time for it.
  ///
  /// @return how long it is too early by
  Optional<Duration> goOn() {
    if (spoken.isPresent() || isLost()) return Optional.empty();
    while (!clauses.isEmpty()) {
      var early = player.waiting().minus(AHEAD);
      if (early.isPositive()) return Optional.of(early);
      var clause = clauses.remove();
      player.clause(clause);
      var words = form.of(clause);
      if (words.isBlank()) continue;
      spoken = Optional.of(new Spoken(++utterances, clause));
      engines.get(engine).speak(new Utterance(words, language, "", 1)).subscribe(spoken.get());
      return Optional.empty();
    }
    if (whole) player.complete();
    return Optional.empty();
  }

  /// The clause under way is given up; the words of it that are not there yet are said anew.
  private void breakOff() {
    if (spoken.isEmpty()) return;
    var broken = spoken.get();
    broken.cancel();
    spoken = Optional.empty();
    var whole = new Playout.Clause(broken.clause, lengthOf(broken.clause));
    var said =
        broken.length.compareTo(whole.length()) >= 0
            ? broken.clause
            : new Playout(List.of(whole)).heard(broken.length);
    player.brokenOff(said);
    var rest = broken.clause.substring(said.length());
    if (!rest.isBlank()) clauses.addFirst(rest);
  }

  private static Duration lengthOf(String clause) {
    return Duration.ofSeconds(1).multipliedBy(clause.length()).dividedBy(CHARACTERS_A_SECOND);
  }

  /// One clause at its engine.
  private final class Spoken implements Flow.Subscriber<AudioFrame> {
    private final long number;
    private final String clause;
    private volatile Flow.Subscription subscription;
    private volatile boolean cancelled;
    private Duration length = Duration.ZERO;

    Spoken(long number, String clause) {
      this.number = number;
      this.clause = clause;
    }

    void cancel() {
      cancelled = true;
      if (subscription != null) subscription.cancel();
    }

    /// A clause has an end, and so has its sound: it is taken as it comes.
    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (cancelled) given.cancel();
      else given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(AudioFrame frame) {
      tell.accept(number, new Piece.Sound(frame));
    }

    @Override
    public void onError(Throwable failure) {
      tell.accept(number, new Piece.Failed(failure));
    }

    @Override
    public void onComplete() {
      tell.accept(number, new Piece.Ended());
    }
  }

  /// What went wrong, for the log; of a piece that tells of nothing wrong, its kind.
  static String reason(Piece piece) {
    return piece instanceof Piece.Failed(var cause)
        ? reason(cause)
        : piece.getClass().getSimpleName();
  }

  static String reason(Throwable cause) {
    return cause instanceof SpeechFailure failure
        ? failure.category().name()
        : cause.getClass().getSimpleName();
  }
}
