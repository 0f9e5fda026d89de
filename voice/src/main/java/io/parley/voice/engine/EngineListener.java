package io.parley.voice.engine;

import io.parley.core.fault.BreakerState;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.turn.Engine;
import java.time.Duration;

/// Is told what engines do, by their names; never a word of what was said. Called by many threads;
/// must not block.
public interface EngineListener {
  /// What was used of an engine, and what it cost. A call's ear tells it in pieces, one for each
  /// time that somebody spoke; a voice for each clause.
  ///
  /// @param audio heard, or made
  /// @param characters read aloud; 0 of an ear
  /// @param costMicros in millionths of the installation's currency
  void used(String engine, Engine kind, Duration audio, long characters, long costMicros);

  void failed(String engine, Engine kind, SpeechFailure.Category category);

  /// How long it took: an ear from the end of speech to its final transcript, a voice from the
  /// clause to its first sound.
  void firstResult(String engine, Engine kind, Duration after);

  void breaker(String engine, Engine kind, BreakerState state);
}
