package io.parley.voice.engine;

import io.parley.core.fault.BreakerState;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.turn.Engine;
import java.time.Duration;

/// Receives engines' events, by their names; never any text. Called by many threads; must not
/// block.
public interface EngineListener {
  /// Usage of an engine, and its cost. An ear reports it once per utterance, a voice once per
  /// clause.
  ///
  /// @param audio heard, or made
  /// @param characters read aloud; 0 for an ear
  /// @param costMicros in millionths of the installation's currency
  void used(String engine, Engine kind, Duration audio, long characters, long costMicros);

  void failed(String engine, Engine kind, SpeechFailure.Category category);

  /// Latency: for an ear from the end of speech to its final transcript, for a voice from the
  /// clause to its first sound.
  void firstResult(String engine, Engine kind, Duration after);

  void breaker(String engine, Engine kind, BreakerState state);
}
