package io.parley.http.session;

import io.parley.http.session.WebSocketProtocol.Close;
import io.parley.http.session.WebSocketProtocol.Outbound;
import io.parley.http.session.WebSocketProtocol.Text;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// What waits to be sent on one socket. Answers go first, for they are few and somebody waits for
/// them, and in the order of what they answer; everything else goes as it came. Not thread safe.
final class SocketOutbox {
  private final AnswerQueue answers = new AnswerQueue();
  private final Queue<Outbound> others = new ArrayDeque<>();
  private boolean closed;

  /// The place of an answer that is not known yet.
  AnswerQueue.Slot reserve() {
    return answers.reserve();
  }

  void answer(String frame) {
    answers.reserve().fill(frame);
  }

  void add(String frame) {
    others.add(new Text(frame));
  }

  /// The last that is said. Answers that are known by now still go before it.
  void goodbye(String frame, CloseReason reason) {
    closed = true;
    for (var answer = answers.poll(); answer.isPresent(); answer = answers.poll())
      add(answer.get());
    add(frame);
    others.add(new Close(reason));
  }

  Optional<Outbound> poll() {
    var answer = closed ? Optional.<String>empty() : answers.poll();
    return answer.<Outbound>map(Text::new).or(() -> Optional.ofNullable(others.poll()));
  }

  /// Whether nobody waits for an answer.
  boolean isAnswered() {
    return answers.size() == 0;
  }

  int size() {
    return answers.size() + others.size();
  }
}
