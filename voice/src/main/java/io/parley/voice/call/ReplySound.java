package io.parley.voice.call;

import io.parley.core.speech.mark.MarkedText;
import io.parley.core.turn.CallAction;
import io.parley.voice.call.Speaking.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The sound of the call's replies: clauses are spoken by a voice, played into the legs, and
/// counted when they are heard; a filler covers the wait. Belongs to the call's actor.
final class ReplySound {

  /// Called in the voice's thread.
  interface Listener {
    /// A piece of clause N: for [#piece].
    void spoke(long clause, Piece piece);
  }

  private final Player player;
  private final Mouth mouth;
  private final Filler filler;
  private final Legs legs;
  private final Consumer<Duration> early;

  /// @param early gets the time after which to call [#goOn], when it is too early for a clause
  ReplySound(
      CallParts parts, Legs legs, Player player, Listener listener, Consumer<Duration> early) {
    this.player = player;
    this.mouth = new Mouth(parts.voices(), parts.plan(), player, listener::spoke);
    this.filler = new Filler(parts.plan(), mouth, player);
    this.legs = legs;
    this.early = early;
  }

  /// The voice in use.
  Mouth mouth() {
    return mouth;
  }

  /// Begins a reply; the previous one is over.
  void begin(int reply) {
    mouth.begin(reply);
  }

  /// Says more of the reply.
  void say(List<MarkedText> clauses) {
    mouth.say(clauses);
  }

  /// Says the last of the reply.
  void sayLast(List<MarkedText> clauses) {
    mouth.say(clauses);
    mouth.complete();
  }

  /// Says a reply of the call itself.
  void sayAll(String... clauses) {
    sayLast(Stream.of(clauses).map(MarkedText::plain).toList());
  }

  /// Says words in the middle of the reply that are no part of it.
  void aside(MarkedText words) {
    mouth.aside(words);
  }

  void aside(String words) {
    aside(MarkedText.plain(words));
  }

  /// Reads out what a colleague has written: all of it, whatever its length.
  void readOut(CallAction.ReadOut colleague) {
    if (!colleague.isWithin()) begin(colleague.reply());
    new ReplyText().whole(colleague.words()).orElseThrow().forEach(this::aside);
    if (!colleague.isWithin()) sayLast(List.of());
  }

  /// Covers the wait for a reply.
  void fill() {
    filler.fill();
  }

  void hold() {
    player.hold();
    legs.forget();
  }

  void resume() {
    player.resume();
  }

  /// Stops the reply's sound.
  ///
  /// @return the text that the customer has heard
  String stop() {
    var heard = heard();
    silence();
    legs.forget();
    return heard;
  }

  /// Stops all sound, as the call is over.
  void silence() {
    filler.stop();
    mouth.stop();
  }

  /// The reply's text that the customer has heard.
  String heard() {
    return player.heard(legs.delay());
  }

  /// The reply's text that was played, also after its end.
  String played() {
    return player.heard(Duration.ZERO);
  }

  /// Whether everything that was said of the reply so far was heard.
  boolean isHeardSoFar() {
    return !mouth.isAtWork() && player.isDry();
  }

  /// Whether more sound of the reply is being made.
  boolean isAtWork() {
    return mouth.isAtWork();
  }

  /// The beginning of the reply that was said, if the rest is offered.
  Optional<String> portionSaid() {
    return mouth.portionSaid();
  }

  /// Takes a piece from the voice.
  ///
  /// @return whether the voice in use has failed
  boolean piece(long clause, Piece piece) {
    return mouth.piece(clause, piece);
  }

  /// The voice has brought sound of this clause: takes the reply's times.
  void spoken(SpokenReply reply, long clause, Instant at) {
    mouth.spoken(reply, clause, at);
  }

  /// Begins the next clause, if it is time for it.
  void goOn() {
    mouth.goOn().ifPresent(early);
  }
}
