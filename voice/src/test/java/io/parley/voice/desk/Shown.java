package io.parley.voice.desk;

import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.voice.call.Conversation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// A conversation in which a call only shows itself.
record Shown(List<CallShown> all) implements Conversation {
  @Override
  public void show(CallShown shown) {
    all.add(shown);
  }

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    throw new AssertionError("nothing is said here");
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    throw new AssertionError("nothing is heard here");
  }

  @Override
  public void prepare(String id, String words) {
    throw new AssertionError("nothing is said here");
  }

  @Override
  public void unprepare(String id) {
    throw new AssertionError("nothing is said here");
  }
}
