package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Notices whether anything was said in the call: a silent call gives way when others wait.
///
/// @param talked set with the first words
record Noticing(Conversation conversation, AtomicBoolean talked) implements Conversation {
  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    if (command instanceof SessionCommand.Say) talked.set(true);
    return conversation.ask(command);
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return conversation.listen(after);
  }

  @Override
  public void show(CallShown shown) {
    conversation.show(shown);
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
