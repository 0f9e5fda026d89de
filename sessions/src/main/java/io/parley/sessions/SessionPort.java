package io.parley.sessions;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Sessions as protocols see them. [Sessions] answers on a cluster; protocols can be tried without
/// one.
public interface SessionPort {
  /// @param requestId for the log; @param trace parent trace context
  /// @return fails with [SessionUnavailable] when there was no answer in time
  CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace);

  /// @return empty when there is no such session; fails with [SessionUnavailable] or
  ///   [SessionDamaged]
  CompletionStage<Optional<SessionView>> view(SessionKey key);

  /// The session's events after `after`, then live updates.
  Source<Heard, NotUsed> listen(SessionKey key, long after);

  /// Shows the other readers that somebody is about to speak; may get lost.
  void typing(SessionKey key, Party by);

  /// Shows readers the state of a call; may get lost.
  void showCall(SessionKey key, CallShown shown);

  /// Replies to a question of a tool call; dropped if it is closed. May get lost: the question
  /// stays open.
  void fill(SessionKey key, String form, FormReply reply);

  /// Prepares a reply before the customer has certainly finished; may get lost.
  void prepare(SessionKey key, Prepare words);

  /// Discards the reply prepared for the words with this id.
  void unprepare(SessionKey key, String id);

  /// How many sessions are awake on this node.
  int awake();

  /// Number of nodes that share the sessions and the limits over all of them; at least 1.
  int nodes();
}
