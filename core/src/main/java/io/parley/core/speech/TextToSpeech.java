package io.parley.core.speech;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

/// Makes sound from words, clause by clause. Thread safe.
public interface TextToSpeech {
  /// For people and for usage: `kokoro`, `flite`.
  String name();

  /// The voice of the latest clause, for people and for usage: another than [#name] where a voice
  /// chooses among others.
  default String speaker() {
    return name();
  }

  /// The estimated time until the first sound of a clause that is requested now; zero where that is
  /// unknown, or in memory.
  default Duration readyIn(Utterance utterance) {
    return Duration.ZERO;
  }

  /// Speaks one clause. Work starts with the subscription; there may be only one. Frames come as
  /// they are made, with positions from 0; cancelling stops the engine. Failures of the engine go
  /// to `onError` as [SpeechFailure]; earlier frames remain valid.
  Flow.Publisher<AudioFrame> speak(Utterance utterance);

  /// Makes clauses ahead, one after another, so that they are in memory when they are spoken.
  /// Returns at once; a failed one is made when it is spoken. Nothing happens in voices that keep
  /// no sound, or were prepared by their owner.
  default void prepare(List<Utterance> utterances) {}

  /// The voice for one call: a voice whose output depends on earlier clauses keeps a separate
  /// memory for each call.
  default TextToSpeech forCall() {
    return this;
  }

  /// Starts another reply: the unheard rest of the previous one is discarded. Only voices with a
  /// memory of their call need this.
  default void beginReply() {}

  /// A clause to speak, with language, voice and pace.
  ///
  /// @param text in the form that is read aloud (see [io.parley.core.speech.spoken.SpokenForm]),
  ///   never blank
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
