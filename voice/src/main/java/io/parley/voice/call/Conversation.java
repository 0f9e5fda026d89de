package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// The session that a call belongs to, as the call sees it.
public interface Conversation {
  /// @return fails with [io.parley.sessions.SessionUnavailable] when there was no answer; what has
  ///   an id may be asked again then
  CompletionStage<Answer> ask(SessionCommand command);

  /// What happens after event `after`, live; goes on when the session moves.
  Source<Heard, NotUsed> listen(long after);

  /// Shows the session's readers what the call is at. May get lost.
  void show(CallShown shown);

  /// A reply to these words is likely to be wanted; may get lost.
  ///
  /// @param id of the words, if they are said
  void prepare(String id, String words);

  /// The words with this id will not be said.
  void unprepare(String id);
}
