package io.parley.operations.session;

import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.cluster.Sessions;
import java.util.concurrent.CompletionStage;

/// Operators' questions to sessions: a part of [Sessions] as an interface, so that it can be tested
/// without a cluster.
public interface OperatedSessions {
  /// Wakes the session if it sleeps.
  CompletionStage<SessionInspection> inspect(SessionKey key);

  CompletionStage<Answer> ask(SessionKey key, SessionCommand command, String requestId);

  void wakeUp(SessionKey key);

  static OperatedSessions of(Sessions sessions) {
    return new OperatedSessions() {
      @Override
      public CompletionStage<SessionInspection> inspect(SessionKey key) {
        return sessions.inspect(key);
      }

      @Override
      public CompletionStage<Answer> ask(SessionKey key, SessionCommand command, String requestId) {
        return sessions.ask(key, command, requestId);
      }

      @Override
      public void wakeUp(SessionKey key) {
        sessions.wakeUp(key);
      }
    };
  }
}
