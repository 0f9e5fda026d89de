package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;

/// Counts commands and refusals. Must be quick and must not throw. Thread safe.
public interface EntryMeter {
  /// A request was refused at a limit.
  void refused(Limit limit);

  void answered(SessionCommand command, Answer answer);

  /// There was no answer: the session was out of reach, or did not answer in time.
  void unanswered(SessionCommand command);
}
