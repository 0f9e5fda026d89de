package io.parley.voice.call;

import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.entry.Entry;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// The conversation with a session on any node.
public record SessionConversation(Entry entry, SessionKey key) implements Conversation {
  /// The request id of calls in the log.
  private static final String REQUEST = "call";

  @Override
  public CompletionStage<Answer> ask(SessionCommand command) {
    return OverloadRetry.DEFAULT.ask(() -> entry.ask(key, command, REQUEST, Optional.empty()));
  }

  @Override
  public Source<Heard, NotUsed> listen(long after) {
    return entry.sessions().listen(key, after);
  }

  @Override
  public void show(CallShown shown) {
    entry.sessions().showCall(key, shown);
  }

  /// The words of an organisation that is not served will be refused: no model reads them before.
  @Override
  public void prepare(String id, String words) {
    if (!isServed()) return;
    entry.sessions().prepare(key, new Prepare(id, words, entry.clock().instant()));
  }

  @Override
  public void unprepare(String id) {
    entry.sessions().unprepare(key, id);
  }

  @Override
  public boolean isServed() {
    return entry.serves(key.tenant());
  }
}
