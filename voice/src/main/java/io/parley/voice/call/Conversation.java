package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// The call's view of its session.
public interface Conversation {
  /// @return fails with [io.parley.sessions.SessionUnavailable] when there was no answer; commands
  ///   with an id may then be sent again
  CompletionStage<Answer> ask(SessionCommand command);

  /// Live events after number `after`; continues when the session moves.
  Source<Heard, NotUsed> listen(long after);

  /// Shows the call's state to the session's readers. May get lost.
  void show(CallShown shown);

  /// Prepares a reply to words that are likely to be said; may get lost.
  ///
  /// @param id of the words, if they are said
  void prepare(String id, String words);

  /// The words with this id will not be said.
  void unprepare(String id);

  /// Whether the session's organisation is served: calls of others end.
  default boolean isServed() {
    return true;
  }
}
