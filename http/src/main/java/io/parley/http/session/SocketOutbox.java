package io.parley.http.session;

import io.parley.http.websocket.WebSocketProtocol.Close;
import io.parley.http.websocket.WebSocketProtocol.Outbound;
import io.parley.http.websocket.WebSocketProtocol.Text;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Output queue of one socket. Answers go first, in the order of their requests, because they are
/// few and a client waits for them; everything else goes in order of arrival. Not thread safe.
final class SocketOutbox {
  private final AnswerQueue answers = new AnswerQueue();
  private final Queue<Outbound> others = new ArrayDeque<>();
  private final Queue<String> held = new ArrayDeque<>();
  private boolean closed;

  /// The place of an answer not known yet.
  AnswerQueue.Slot reserve() {
    return answers.reserve();
  }

  void answer(String frame) {
    answers.reserve().fill(frame);
  }

  /// An answer that is sent before everything added after it.
  void answerNow(AnswerQueue.Slot slot, String frame) {
    answers.fillNow(slot, frame);
  }

  void add(String frame) {
    others.add(new Text(frame));
  }

  /// Events of the session, in their order.
  void tell(String frame) {
    release();
    add(frame);
  }

  /// An event that is held back until [#release] or the session's next event.
  void hold(String frame) {
    held.add(frame);
  }

  void release() {
    for (var frame = held.poll(); frame != null; frame = held.poll()) add(frame);
  }

  /// The last message. Answers known by now are still sent before it.
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

  /// Whether no answer is outstanding.
  boolean isAnswered() {
    return answers.size() == 0;
  }

  int size() {
    return answers.size() + others.size() + held.size();
  }
}
