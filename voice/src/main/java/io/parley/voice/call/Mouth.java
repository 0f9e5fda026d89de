package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.Portion;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.spoken.SpokenForm;
import io.parley.core.turn.Line;
import io.parley.core.turn.Playout;
import io.parley.voice.call.Speaking.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Has clauses spoken one after another into the player, by the first engine of the list that
/// works. Belongs to the call's actor, which gets sound by its mailbox.
final class Mouth {

  /// With so much sound ahead the next clause can wait: it may never be needed.
  private static final Duration AHEAD = Duration.ofSeconds(6);

  /// How quickly people speak, in characters a second: an engine that failed does not tell how far
  /// it came.
  private static final int CHARACTERS_A_SECOND = 15;

  /// The silence of a break, at any rate that players take.
  private static final int PAUSE_MILLIS = 300;

  private static final int PAUSE_RATE = 16_000;

  private final List<TextToSpeech> engines;
  private final String language;
  private final SpokenForm form;
  private final String offer;
  private final Player player;
  private final BiConsumer<Long, Piece> tell;
  private final Deque<Clause> clauses = new ArrayDeque<>();
  private final Openings openings;
  private final HeadTrim head = new HeadTrim();
  private Optional<Underway> underway = Optional.empty();
  private Optional<String> speaker = Optional.empty();
  private boolean opens;
  private int reply;
  private Portion portion;
  private int engine;
  private long utterances;
  private boolean whole;

  /// @param tell brings a piece of utterance N to [#piece], in the actor's thread
  Mouth(List<TextToSpeech> engines, CallPlan plan, Player player, BiConsumer<Long, Piece> tell) {
    this.engines = List.copyOf(engines);
    this.language = plan.language();
    this.form = SpokenForm.in(language);
    this.openings = new Openings(plan.openings(), language);
    this.offer = plan.lines().get(Line.GO_ON);
    this.portion = portion();
    this.player = player;
    this.tell = tell;
  }

  boolean isLost() {
    return engine >= engines.size();
  }

  /// The engine in use.
  Optional<TextToSpeech> voice() {
    return isLost() ? Optional.empty() : Optional.of(engines.get(engine));
  }

  Optional<String> name() {
    return voice().map(TextToSpeech::name);
  }

  /// The engine of the latest sound, which may have been chosen by the one in use; empty before.
  Optional<String> speaker() {
    return speaker;
  }

  /// Whether sound of the reply is still to come from an engine.
  boolean isAtWork() {
    return underway.isPresent() || !clauses.isEmpty();
  }

  /// Begins a reply; the previous one is over.
  void begin(int number) {
    stop();
    player.begin(number);
    head.begin();
    // a reply that is made again is not opened again
    opens = number != reply;
    reply = number;
  }

  /// Says more of the reply, until it is enough for once: then the customer is asked.
  void say(List<MarkedText> more) {
    boolean wasOver = portion.isOver();
    portion.add(more).forEach(this::add);
    if (portion.isOver() && !wasOver) clauses.add(Clause.aside(MarkedText.plain(offer)));
    goOn();
  }

  /// A clause with breaks is said in parts, with silence between them.
  private void add(MarkedText clause) {
    int from = 0;
    for (var mark : clause.marks()) {
      if (mark.kind() != SpokenMark.Kind.BREAK) continue;
      if (mark.from() > from) clauses.add(Clause.of(clause.part(from, mark.from())));
      clauses.add(Clause.PAUSE);
      from = mark.from();
    }
    clauses.add(Clause.of(clause.part(from, clause.text().length())));
  }

  /// The beginning of the reply that is said before the customer is asked; empty if it is all of
  /// it.
  Optional<String> portionSaid() {
    return portion.isOver() ? Optional.of(portion.said()) : Optional.empty();
  }

  private Portion portion() {
    return offer.isBlank() ? Portion.everything() : Portion.ofReply();
  }

  /// Says words of the call in the middle of the reply; they do not count as heard text of it.
  void aside(MarkedText text) {
    clauses.add(Clause.aside(text));
    goOn();
  }

  /// The reply has no more clauses.
  void complete() {
    portion.finish().forEach(this::add);
    whole = true;
    goOn();
  }

  void stop() {
    underway.ifPresent(each -> each.speaking.cancel());
    underway = Optional.empty();
    clauses.clear();
    portion = portion();
    whole = false;
    player.stop();
    voice().ifPresent(TextToSpeech::beginReply);
  }

  /// Changes to the next engine for the rest of the reply.
  ///
  /// @return whether there is one
  boolean change() {
    engine = Math.min(engine + 1, engines.size());
    breakOff();
    goOn();
    return !isLost();
  }

  /// Takes a piece from an engine.
  ///
  /// @return whether the engine in use has failed
  boolean piece(long utterance, Piece piece) {
    if (!isSaying(utterance)) return false;
    switch (piece) {
      case Piece.Sound(var whole) -> {
        // known with the first sound, though it may be silence that is not played
        speaker = voice().map(TextToSpeech::speaker);
        var clause = underway.get();
        // a clause that is late was silent for long enough
        if (!clause.begun && player.waiting().isZero()) head.begin();
        clause.begun = true;
        head.of(whole)
            .ifPresent(
                frame -> {
                  player.sound(frame);
                  clause.length = clause.length.plus(frame.length());
                });
      }
      case Piece.Ended() -> {
        underway = Optional.empty();
        goOn();
      }
      case Piece.Failed _ -> {
        return true;
      }
    }
    return false;
  }

  /// An engine has brought sound of the reply, and [#piece] has taken it: takes the times. Sound of
  /// a reply that was stopped is not the next one's.
  void spoken(SpokenReply current, long utterance, Instant at) {
    if (!isSaying(utterance)) return;
    current.sound(speaker, at);
    if (player.hasSound()) current.playable(at);
  }

  private boolean isSaying(long utterance) {
    return underway.filter(each -> each.utterance == utterance).isPresent();
  }

  /// Begins the next clause, if it is time for it.
  ///
  /// @return how long to wait if it is too early
  Optional<Duration> goOn() {
    if (underway.isPresent() || isLost()) return Optional.empty();
    while (!clauses.isEmpty()) {
      var early = player.waiting().minus(AHEAD);
      if (early.isPositive()) return Optional.of(early);
      var words = opened(form.of(clauses.element().text));
      var clause = clauses.remove();
      player.clause(clause.counted(clause.text.text()));
      if (clause.isPause()) player.sound(silence());
      if (words.isBlank()) continue;
      long utterance = ++utterances;
      var speaking = new Speaking(piece -> tell.accept(utterance, piece));
      underway = Optional.of(new Underway(utterance, clause, speaking));
      engines.get(engine).speak(CallPlan.utterance(words, language)).subscribe(speaking);
      return Optional.empty();
    }
    if (whole) {
      player.complete();
      openings.prepare(engines.get(engine));
    }
    return Optional.empty();
  }

  /// Begins the reply with words that the voice has in memory, if its first clause would be late:
  /// the clause's own, or others before it.
  ///
  /// @param words of the next clause, as they are read
  /// @return those to be said now
  private String opened(String words) {
    if (!opens || words.isBlank()) return words;
    opens = false;
    var first = CallPlan.utterance(words, language);
    var voice = engines.get(engine);
    var own = openings.beginning(first, voice).filter(clauses.element()::startsWith);
    if (own.isPresent()) {
      var clause = clauses.remove();
      clauses.addFirst(clause.from(own.get().length()));
      clauses.addFirst(clause.until(own.get().length()));
      return own.get();
    }
    var opening = openings.before(first, voice);
    opening.ifPresent(said -> clauses.addFirst(Clause.aside(MarkedText.plain(said))));
    return opening.orElse(words);
  }

  /// Gives up the clause under way; its words without sound are spoken again.
  private void breakOff() {
    if (underway.isEmpty()) return;
    var broken = underway.get();
    broken.speaking.cancel();
    underway = Optional.empty();
    var text = broken.clause.text.text();
    var whole = new Playout.Clause(text, lengthOf(text));
    var said =
        broken.length.compareTo(whole.length()) >= 0
            ? text
            : new Playout(List.of(whole)).heard(broken.length);
    player.brokenOff(broken.clause.counted(said));
    var rest = text.substring(said.length());
    if (!rest.isBlank()) clauses.addFirst(broken.clause.from(said.length()));
  }

  private static AudioFrame silence() {
    return new AudioFrame(new short[PAUSE_RATE * PAUSE_MILLIS / 1_000], PAUSE_RATE, 0);
  }

  private static Duration lengthOf(String clause) {
    return Duration.ofSeconds(1).multipliedBy(clause.length()).dividedBy(CHARACTERS_A_SECOND);
  }

  /// @param isAside whether it is no text of the reply
  private record Clause(MarkedText text, boolean isAside) {
    /// A silence.
    static final Clause PAUSE = aside(MarkedText.EMPTY);

    static Clause of(MarkedText text) {
      return new Clause(text, false);
    }

    static Clause aside(MarkedText text) {
      return new Clause(text, true);
    }

    boolean isPause() {
      return isAside && text.isEmpty();
    }

    boolean startsWith(String words) {
      return text.text().startsWith(words);
    }

    Clause until(int place) {
      return new Clause(text.part(0, place), isAside);
    }

    Clause from(int place) {
      return new Clause(text.part(place, text.text().length()), isAside);
    }

    String counted(String said) {
      return isAside ? "" : said;
    }
  }

  /// A clause of which sound is still to come.
  private static final class Underway {
    private final long utterance;
    private final Clause clause;
    private final Speaking speaking;
    private Duration length = Duration.ZERO;
    private boolean begun;

    Underway(long utterance, Clause clause, Speaking speaking) {
      this.utterance = utterance;
      this.clause = clause;
      this.speaking = speaking;
    }
  }

  /// The cause, for the log; for a piece without a failure, its kind.
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
