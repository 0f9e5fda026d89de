package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionKey;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.Sessions;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// With a session, wherever it lives.
public record SessionConversation(Sessions sessions, SessionKey key, InstantSource clock)
    implements Conversation {
  /// Under which the log knows what a call asks for.
  private static final String REQUEST = "call";

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    return sessions.ask(key, command, REQUEST);
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return sessions.listen(key, after);
  }

  @Override
  public void show(CallShown shown) {
    sessions.showCall(key, shown);
  }

  @Override
  public void prepare(String id, String words) {
    sessions.prepare(key, new Prepare(id, words, clock.instant()));
  }

  @Override
  public void unprepare(String id) {
    sessions.unprepare(key, id);
  }
}
