package io.parley.http.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers leave in the order of their requests, even when a later one is known first. An answer
/// that an event waits for may overtake those not known yet. Not thread safe.
final class AnswerQueue {
  private final List<Slot> slots = new ArrayList<>();

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

  /// Fills the slot and sends its answer ahead of all unfilled slots.
  void fillNow(Slot slot, String frame) {
    slot.fill(frame);
    if (!slots.remove(slot)) return;
    int at = 0;
    while (at < slots.size() && slots.get(at).answer.isPresent()) at++;
    slots.add(at, slot);
  }

  /// The next answer, if it is known already.
  Optional<String> poll() {
    if (slots.isEmpty() || slots.getFirst().answer.isEmpty()) return Optional.empty();
    return slots.removeFirst().answer;
  }

  int size() {
    return slots.size();
  }
}
