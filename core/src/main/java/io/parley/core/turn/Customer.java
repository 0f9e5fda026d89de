package io.parley.core.turn;

import java.time.Instant;
import java.util.Optional;

/// The customer's side of a call at one instant.
///
/// @param detected whether the detector hears speech; @param speaking whether it counts as speech
/// @param since when it began
/// @param suspectedSince when the detector began to hear what may be speech
/// @param silentSince when it ended, while more of the utterance may come; @param cadence how
/// @param words words that were not yet sent to the session
/// @param repeated words that were processed before the engine had finalised them: it will repeat
///   them
/// @param early number of replies that were prepared before the utterance was over
/// @param deaf whether no recogniser is left
record Customer(
    boolean detected,
    boolean speaking,
    Instant since,
    Optional<Instant> suspectedSince,
    Optional<Instant> silentSince,
    Cadence cadence,
    RecognisedWords words,
    String repeated,
    int early,
    boolean muted,
    boolean deaf) {

  static Customer silent() {
    return new Customer(
        false,
        false,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Cadence.UNKNOWN,
        RecognisedWords.NONE,
        "",
        0,
        false,
        false);
  }

  Customer speaks(Instant from) {
    return speech(true, true, from, Optional.empty(), Cadence.UNKNOWN);
  }

  /// Ends the speech; sound that is still detected is noise, or beyond the longest utterance.
  Customer stopped(Instant when) {
    return stopped(when, Cadence.UNKNOWN);
  }

  Customer stopped(Instant when, Cadence how) {
    return speech(detected, false, since, Optional.of(when), how);
  }

  /// The engine owes an answer to this end of speech.
  Customer awaiting() {
    return with(words.awaiting());
  }

  Customer undetected() {
    return speech(false, speaking, since, silentSince, cadence);
  }

  private Customer speech(
      boolean isDetected, boolean isSpeaking, Instant from, Optional<Instant> silent, Cadence how) {
    return new Customer(
        isDetected,
        isSpeaking,
        from,
        Optional.empty(),
        silent,
        how,
        words,
        repeated,
        early,
        muted,
        deaf);
  }

  Customer with(RecognisedWords other) {
    return said(other, repeated, early);
  }

  Customer begunEarly() {
    return said(words, repeated, early + 1);
  }

  /// The words that the engine is expected to repeat.
  Customer repeating(String text) {
    return said(words, text, early);
  }

  /// The words are processed, including partial ones that the engine may still change.
  Customer processed() {
    return speech(detected, speaking, since, Optional.empty(), Cadence.UNKNOWN)
        .said(RecognisedWords.NONE, RecognisedWords.join(repeated, words.partial()), 0);
  }

  private Customer said(RecognisedWords now, String again, int begun) {
    return new Customer(
        detected,
        speaking,
        since,
        suspectedSince,
        silentSince,
        cadence,
        now,
        again,
        begun,
        muted,
        deaf);
  }

  Customer suspected(Optional<Instant> from) {
    return with(from, muted, deaf);
  }

  Customer withMuted(boolean now) {
    return with(suspectedSince, now, deaf);
  }

  Customer deafened() {
    return with(Optional.empty(), muted, true);
  }

  private Customer with(Optional<Instant> suspected, boolean isMuted, boolean isDeaf) {
    return new Customer(
        detected,
        speaking,
        since,
        suspected,
        silentSince,
        cadence,
        words,
        repeated,
        early,
        isMuted,
        isDeaf);
  }

  boolean isHeard() {
    return !muted && !deaf;
  }
}
