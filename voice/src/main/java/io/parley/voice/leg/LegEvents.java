package io.parley.voice.leg;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// Passes a leg's events to its listener, in order. The first ones wait until there is one: a
/// caller may press a key before the call of the telephone's sound has begun. For any threads; the
/// listener must not block.
public final class LegEvents implements Consumer<LegEvent> {
  /// A caller hardly presses more keys before anybody answers; the rest are dropped.
  static final int KEPT_MAX = 32;

  private final Queue<LegEvent> kept = new ArrayDeque<>();
  private Optional<Consumer<LegEvent>> listener = Optional.empty();

  @Override
  public synchronized void accept(LegEvent event) {
    if (listener.isPresent()) listener.get().accept(event);
    else if (kept.size() < KEPT_MAX) kept.add(event);
  }

  /// Sets the listener, which gets the events so far at once.
  public synchronized void listen(Consumer<LegEvent> given) {
    listener = Optional.of(given);
    while (!kept.isEmpty()) given.accept(kept.remove());
  }
}
