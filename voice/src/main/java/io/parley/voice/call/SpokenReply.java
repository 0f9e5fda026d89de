package io.parley.voice.call;

import io.parley.core.party.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/// One reply of the call, and its turn of the session. Belongs to the call's actor.
final class SpokenReply {
  final int number;

  /// The id of the customer's words in the session; empty for a line of the call itself, and for
  /// typed words.
  final Optional<String> said;

  final ReplyText text = new ReplyText();

  /// Number of the event that holds the customer's words; 0 while it is not known.
  long seq;

  /// 0 while the session has not opened it.
  int turn;

  /// All of the text, once the session has it.
  Optional<String> whole = Optional.empty();

  /// The text that was heard when the reply was cancelled.
  Optional<String> cut = Optional.empty();

  /// The party that has cancelled it.
  Party cutBy = Party.CUSTOMER;

  private final Instant since;
  private Optional<Instant> firstToken = Optional.empty();
  private Optional<Instant> clauseCame = Optional.empty();
  private Optional<Instant> firstClause = Optional.empty();
  private Optional<Instant> firstSound = Optional.empty();
  private Optional<Instant> playable = Optional.empty();
  private Optional<String> voice = Optional.empty();
  private boolean measured;

  SpokenReply(int number, Optional<String> said, Instant since) {
    this.number = number;
    this.said = said;
    this.since = since;
  }

  void token(Instant at) {
    if (firstToken.isEmpty()) firstToken = Optional.of(at);
  }

  /// The voice gets a clause.
  ///
  /// @param came when the session's event with it reached the call
  void clause(Instant came, Instant at) {
    if (firstClause.isPresent()) return;
    clauseCame = Optional.of(came);
    firstClause = Optional.of(at);
  }

  /// @param speaker the engine that made it
  void sound(Optional<String> speaker, Instant at) {
    if (firstSound.isPresent()) return;
    firstSound = Optional.of(at);
    voice = speaker;
  }

  /// There is sound that can be played, after the silence with which voices begin.
  ///
  /// @param at when the voice brought it
  void playable(Instant at) {
    if (playable.isEmpty()) playable = Optional.of(at);
  }

  /// The engine of the reply's first sound; empty before that.
  Optional<String> voice() {
    return voice;
  }

  /// The reply became audible: returns its durations, once, for a reply to spoken words.
  ///
  /// @param log of the call, which lists them turn by turn
  Optional<CallMeter.Times> heard(SpeechTimes speech, Instant at, Logger log) {
    if (measured || said.isEmpty()) return Optional.empty();
    measured = true;
    var times =
        new CallMeter.Times(
            speech.ended().map(ended -> Duration.between(ended, since)),
            speech
                .ended()
                .flatMap(ended -> speech.transcribed().map(t -> Duration.between(ended, t))),
            firstToken.map(token -> Duration.between(since, token)),
            firstClause.flatMap(clause -> firstSound.map(sound -> Duration.between(clause, sound))),
            speech.ended().map(ended -> Duration.between(ended, at)),
            Optional.of(Duration.between(since, at)),
            added(at));
    log.info("turn {} is heard from {}: {}", turn, voice.orElse("?"), times.summary());
    return Optional.of(times);
  }

  /// Without the waits for the session and for the voice.
  private Optional<Duration> added(Instant heardAt) {
    return clauseCame.flatMap(
        came ->
            playable.map(
                sound ->
                    Duration.between(came, firstClause.orElseThrow())
                        .plus(Duration.between(sound, heardAt))));
  }

  /// Times of the answered utterance.
  ///
  /// @param ended when the customer fell silent; @param transcribed when the transcript was
  ///   complete
  record SpeechTimes(Optional<Instant> ended, Optional<Instant> transcribed) {
    static final SpeechTimes NONE = new SpeechTimes(Optional.empty(), Optional.empty());

    SpeechTimes endedAt(Instant at) {
      return new SpeechTimes(Optional.of(at), Optional.empty());
    }

    SpeechTimes transcribedAt(Instant at) {
      return new SpeechTimes(ended, Optional.of(at));
    }
  }
}
