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
}
