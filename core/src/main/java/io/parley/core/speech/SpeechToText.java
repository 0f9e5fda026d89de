package io.parley.core.speech;

import java.util.concurrent.Flow;

/// Makes words from sound. Thread safe.
public interface SpeechToText {
  /// For people and for usage: `moonshine-base`, `deepgram`.
  String name();

  /// The required sample rate, in Hz.
  int sampleRate();

  /// Starts to listen to one speaker. Returns at once; failures of the engine go to `onError` as
  /// [SpeechFailure]. The stream of transcripts has one subscriber. Cancelling it, or completing
  /// the sound, frees what the engine holds; completing also brings the last final transcript.
  ///
  /// @param language the expected language, a BCP 47 tag
  Flow.Processor<SpeechInput, Transcript> listen(String language);

  /// The same for an engine that takes hints at the start alone; others take them with each
  /// [EndOfSpeech].
  ///
  /// @param expected what the speaker is expected to say first
  default Flow.Processor<SpeechInput, Transcript> listen(String language, Expectation expected) {
    return listen(language);
  }

  /// Whether hints must be known at the start: for another expectation one listens anew.
  default boolean takesHintsAtStart() {
    return false;
  }
}
