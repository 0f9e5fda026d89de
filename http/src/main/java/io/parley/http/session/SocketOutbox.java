package io.parley.http.session;

import io.parley.http.websocket.WebSocketProtocol.Close;
import io.parley.http.websocket.WebSocketProtocol.Outbound;
import io.parley.http.websocket.WebSocketProtocol.Text;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// What waits to be sent on one socket. Answers go first, for they are few and somebody waits for
/// them, and in the order of what they answer; everything else goes as it came. Not thread safe.
final class SocketOutbox {
  private final AnswerQueue answers = new AnswerQueue();
  private final Queue<Outbound> others = new ArrayDeque<>();
  private final Queue<String> held = new ArrayDeque<>();
  private boolean closed;

  /// The place of an answer that is not known yet.
  AnswerQueue.Slot reserve() {
    return answers.reserve();
  }

  void answer(String frame) {
    answers.reserve().fill(frame);
  }

  /// An answer that leaves before everything that is said from now on.
  void answerNow(AnswerQueue.Slot slot, String frame) {
    answers.fillNow(slot, frame);
  }

  void add(String frame) {
    others.add(new Text(frame));
  }

  /// What the session says, in its order.
  void tell(String frame) {
    release();
    add(frame);
  }

  /// Something that the session says, which is not sent before [#release] or what it says next.
  void hold(String frame) {
    held.add(frame);
  }

  void release() {
    for (var frame = held.poll(); frame != null; frame = held.poll()) add(frame);
  }

  /// The last that is said. Answers that are known by now still go before it.
  void goodbye(String frame, CloseReason reason) {
    closed = true;
    release();
    for (var answer = answers.poll(); answer.isPresent(); answer = answers.poll())
      add(answer.get());
    add(frame);
    others.add(new Close(reason.code()));
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
    return answers.size() + others.size() + held.size();
  }
}
