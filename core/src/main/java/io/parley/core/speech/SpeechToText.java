package io.parley.core.speech;

import java.util.concurrent.Flow;

/// Makes words from sound. Thread safe.
public interface SpeechToText {
  /// For people and for usage: `moonshine-base`, `deepgram`.
  String name();

  /// The sample rate that it wants, in Hz.
  int sampleRate();

  /// Begins to listen to one speaker. Returns at once; the outside world's faults go to `onError`
  /// as [SpeechFailure]. The stream of transcripts has one subscriber. Cancelling it, or completing
  /// the sound, frees what the engine holds; completing also brings the last final transcript.
  ///
  /// @param language a BCP 47 tag, what the speaker is believed to speak
  Flow.Processor<SpeechInput, Transcript> listen(String language);
}
