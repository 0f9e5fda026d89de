package io.parley.voice.desk;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.voice.call.Conversation;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// A conversation whose call is followed.
///
/// @param follower gets what the call shows
record FollowedConversation(Conversation conversation, Consumer<CallShown> follower)
    implements Conversation {

  @Override
  public void show(CallShown shown) {
    follower.accept(shown);
    conversation.show(shown);
  }

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    return conversation.ask(command);
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return conversation.listen(after);
  }

  @Override
  public void prepare(String id, String words) {
    conversation.prepare(id, words);
  }

  @Override
  public void unprepare(String id) {
    conversation.unprepare(id);
  }
}
