package io.parley.core.speech;

import java.util.concurrent.Flow;

/// Makes sound from words, clause by clause. Thread safe.
public interface TextToSpeech {
  /// For people and for usage: `kokoro`, `flite`.
  String name();

  /// One clause, spoken. Nothing is done until somebody subscribes, which may be once. Frames come
  /// as they are made, with positions from 0; cancelling stops the engine. The outside world's
  /// faults go to `onError` as [SpeechFailure], after which the frames that came are still good.
  Flow.Publisher<AudioFrame> speak(Utterance utterance);

  /// The same voice as one call has it: where what is said depends on what was said before it, each
  /// call has a memory of its own.
  default TextToSpeech forCall() {
    return this;
  }

  /// What is asked for from now on belongs to another reply, and what is not heard yet of the one
  /// before never will be. Most voices need not know; one that has a memory of its call does.
  default void beginReply() {}

  /// What is to be said, and how.
  ///
  /// @param text in the form that is read aloud (see [SpokenForm]), never blank
  /// @param language a BCP 47 tag
  /// @param voice the engine's own name of a voice
  /// @param pace 1 is the voice's own; 0.5 to 2
  record Utterance(String text, String language, String voice, double pace) {
    public Utterance {
      if (text.isBlank()) throw new IllegalArgumentException("text: blank (expected: words)");
      if (!(pace >= 0.5 && pace <= 2))
        throw new IllegalArgumentException("pace: " + pace + " (expected: 0.5 to 2)");
    }
  }
}
