package io.parley.voice.call;

/// Listeners and speakers in a call.
enum Arrangement {
  /// The agent and the customer; others join in.
  AGENT,
  /// The caller is on hold, while a colleague is asked.
  HOLD,
  /// The caller and a colleague; the agent listens and says nothing. Either may put the call on
  /// hold.
  COLLEAGUE,
  /// The same, and the agent does not listen.
  ALONE
}
