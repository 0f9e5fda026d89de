package io.parley.sessions.entry;

import io.parley.sessions.Answer;
import io.parley.sessions.SessionView;

/// The outcome of a request to start a session.
public sealed interface StartOutcome {

  /// The session is there: started now, or by an earlier request with the same idempotency key.
  record Started(SessionView view) implements StartOutcome {}

  /// The idempotency key came before with other content, or too long ago.
  record KeyReused() implements StartOutcome {}

  /// The idempotency key came before and is too easy to guess for its session to be handed out
  /// again.
  ///
  /// @param characters that a random key needs
  record KeyGuessable(int characters) implements StartOutcome {}

  /// The tenant has no such agent.
  record NoSuchAgent() implements StartOutcome {}

  /// The session did not store the start.
  record NotStored(Answer answer) implements StartOutcome {}
}
