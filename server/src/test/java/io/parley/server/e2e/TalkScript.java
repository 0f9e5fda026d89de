package io.parley.server.e2e;

import io.parley.server.e2e.CallerVoices.Speaker;
import java.time.Duration;
import java.util.List;

/// The moves of a made caller in a spoken conversation, one by one.
///
/// @param name of its report
/// @param number of the order that the caller means, in digits; empty without one
record TalkScript(String name, Speaker speaker, String number, List<Move> moves) {
  /// Each but [Into] begins when the answer before it is over.
  sealed interface Move {}

  /// Says it, and hears the answer out.
  record Say(String words) implements Move {}

  /// Likewise, with a pause in the middle.
  record Halting(String first, Duration pause, String second) implements Move {}

  /// Says a number in noise of that standard deviation, in units of a 16-bit sample. The noise is
  /// over when it is said again: until the agent has the number.
  record Noisily(String words, int deviation) implements Move {}

  /// Says it into the answer to the move before, so long after it began to sound, and hears out
  /// what follows.
  record Into(Duration after, String words) implements Move {}

  /// Says nothing until the agent has spoken again.
  record Silent() implements Move {}

  TalkScript {
    moves = List.copyOf(moves);
  }

  static TalkScript of(String name, Speaker speaker, String number, Move... moves) {
    return new TalkScript(name, speaker, number, List.of(moves));
  }
}
