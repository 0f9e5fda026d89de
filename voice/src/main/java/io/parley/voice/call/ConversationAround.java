package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// A conversation around another one, which gets all that is not overridden.
public interface ConversationAround extends Conversation {
  /// The inner one.
  Conversation conversation();

  @Override
  default CompletionStage<Answer> ask(SessionCommand command) {
    return conversation().ask(command);
  }

  @Override
  default Source<Heard, NotUsed> listen(long after) {
    return conversation().listen(after);
  }

  @Override
  default void show(CallShown shown) {
    conversation().show(shown);
  }

  @Override
  default void prepare(String id, String words) {
    conversation().prepare(id, words);
  }

  @Override
  default void unprepare(String id) {
    conversation().unprepare(id);
  }

  @Override
  default boolean isServed() {
    return conversation().isServed();
  }
}
