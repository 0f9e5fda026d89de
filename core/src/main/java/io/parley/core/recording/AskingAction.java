package io.parley.core.recording;

import io.parley.core.session.RecordingAnswer;

/// The next action of the call for the question.
public sealed interface AskingAction {
  /// Says the agent's greeting.
  record Greet() implements AskingAction {}

  /// Says the announcement, or the question.
  record Say() implements AskingAction {}

  /// It is decided: the session is told, and the call begins.
  record Answer(RecordingAnswer answer) implements AskingAction {}
}
