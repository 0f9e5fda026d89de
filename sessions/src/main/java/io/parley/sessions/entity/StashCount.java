package io.parley.sessions.entity;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the messages that a session has taken out of its mailbox and not yet handled: Pekko
/// stashes them while the session wakes or writes, and the session stashes some itself while it
/// waits for a verdict. Pekko does not expose their number, so they are counted when taken and when
/// handled. Written by the session's own thread; any thread may read.
final class StashCount {
  private final AtomicInteger messages = new AtomicInteger();

  /// A message left the mailbox.
  void taken() {
    add(1);
  }

  /// A message was handled, now or after it was stashed.
  void dealtWith() {
    add(-1);
  }

  /// The message being handled is stashed.
  void keptForLater() {
    add(1);
  }

  /// Nothing is stashed: messages still counted were dropped because there were too many.
  void nothingWaits() {
    messages.setOpaque(0);
  }

  int count() {
    return Math.max(0, messages.getOpaque());
  }

  /// There is one writer, so a plain addition is enough.
  private void add(int more) {
    messages.setOpaque(messages.getPlain() + more);
  }
}
