package io.parley.voice.call;

/// What the other end wants of a call, beside talking.
public sealed interface CallControl {
  /// The microphone was muted, or no longer is.
  record Mute(boolean muted) implements CallControl {}

  /// The agent is to be quiet.
  record StopTalking() implements CallControl {}

  record HangUp() implements CallControl {}
}
