package io.parley.voice.openai;

/// The requested form of a transcript.
public enum AnswerForm {
  /// With segments that tell how sure it is: whisper-1, and the servers that run Whisper.
  VERBOSE_JSON,
  /// The text alone, which all of them can.
  JSON,
  /// The text as it is written, in server-sent events: gpt-4o-transcribe and its kin, speaches.
  STREAM
}
