package io.parley.http.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// Answers leave in the order of what they answer, whichever is known first. Not thread safe.
final class AnswerQueue {
  private final Queue<Slot> slots = new ArrayDeque<>();

  /// The place of one answer.
  static final class Slot {
    private Optional<String> answer = Optional.empty();

    private Slot() {}

    void fill(String frame) {
      answer = Optional.of(frame);
    }
  }

  Slot reserve() {
    var slot = new Slot();
    slots.add(slot);
    return slot;
  }

  /// The next answer, if it is known already.
  Optional<String> poll() {
    var first = slots.peek();
    if (first == null || first.answer.isEmpty()) return Optional.empty();
    slots.remove();
    return first.answer;
  }

  int size() {
    return slots.size();
  }
}
