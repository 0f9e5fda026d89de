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
/// @param cutIn whether words of the utterance ended a reply
/// @param deaf whether no recogniser is left
record CustomerSide(
    boolean detected,
    boolean speaking,
    Instant since,
    Optional<Instant> suspectedSince,
    Optional<Instant> silentSince,
    Cadence cadence,
    RecognisedWords words,
    String repeated,
    int early,
    boolean cutIn,
    boolean muted,
    boolean deaf) {

  static CustomerSide silent() {
    return new CustomerSide(
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
        false,
        false);
  }

  CustomerSide speaks(Instant from) {
    return speech(true, true, from, Optional.empty(), Cadence.UNKNOWN);
  }

  /// Ends the speech; sound that is still detected is noise, or beyond the longest utterance.
  CustomerSide stopped(Instant when) {
    return stopped(when, Cadence.UNKNOWN);
  }

  CustomerSide stopped(Instant when, Cadence how) {
    return speech(detected, false, since, Optional.of(when), how);
  }

  /// The engine owes an answer to this end of speech.
  CustomerSide awaiting() {
    return with(words.awaiting());
  }

  CustomerSide undetected() {
    return speech(false, speaking, since, silentSince, cadence);
  }

  private CustomerSide speech(
      boolean isDetected, boolean isSpeaking, Instant from, Optional<Instant> silent, Cadence how) {
    return new CustomerSide(
        isDetected,
        isSpeaking,
        from,
        Optional.empty(),
        silent,
        how,
        words,
        repeated,
        early,
        cutIn,
        muted,
        deaf);
  }

  CustomerSide with(RecognisedWords other) {
    return said(other, repeated, early, cutIn);
  }

  CustomerSide begunEarly() {
    return said(words, repeated, early + 1, cutIn);
  }

  /// The words that the engine is expected to repeat.
  CustomerSide repeating(String text) {
    return said(words, text, early, cutIn);
  }

  /// The words are processed, including partial ones that the engine may still change.
  CustomerSide processed() {
    return speech(detected, speaking, since, Optional.empty(), Cadence.UNKNOWN)
        .said(RecognisedWords.NONE, RecognisedWords.join(repeated, words.partial()), 0, false);
  }

  /// Its words ended a reply.
  CustomerSide cutsIn() {
    return said(words, repeated, early, true);
  }

  private CustomerSide said(RecognisedWords now, String again, int begun, boolean hasCutIn) {
    return new CustomerSide(
        detected,
        speaking,
        since,
        suspectedSince,
        silentSince,
        cadence,
        now,
        again,
        begun,
        hasCutIn,
        muted,
        deaf);
  }

  CustomerSide suspected(Optional<Instant> from) {
    return with(from, muted, deaf);
  }

  CustomerSide withMuted(boolean now) {
    return with(suspectedSince, now, deaf);
  }

  CustomerSide deafened() {
    return with(Optional.empty(), muted, true);
  }

  private CustomerSide with(Optional<Instant> suspected, boolean isMuted, boolean isDeaf) {
    return new CustomerSide(
        detected,
        speaking,
        since,
        suspected,
        silentSince,
        cadence,
        words,
        repeated,
        early,
        cutIn,
        isMuted,
        isDeaf);
  }

  boolean isHeard() {
    return !muted && !deaf;
  }
}
