package io.parley.sessions.entity;

import java.util.concurrent.atomic.AtomicInteger;

/// How many messages a session has taken out of its mailbox and not dealt with: Pekko keeps them
/// while the session wakes and while it writes, and the session itself has some kept while it waits
/// for a verdict. Pekko does not tell how many, so they are counted on the way in and where they
/// are dealt with. Counted by the session's own thread; anybody may read.
final class SetAside {
  private final AtomicInteger messages = new AtomicInteger();

  /// A message came out of the mailbox.
  void taken() {
    add(1);
  }

  /// One is dealt with, now or after it was kept.
  void dealtWith() {
    add(-1);
  }

  /// The one that was being dealt with is kept for later.
  void keptForLater() {
    add(1);
  }

  /// Nothing waits: those that are still counted were dropped, for there were too many.
  void nothingWaits() {
    messages.setOpaque(0);
  }

  int count() {
    return Math.max(0, messages.getOpaque());
  }

  /// One writer: no need for more than a plain addition.
  private void add(int more) {
    messages.setOpaque(messages.getPlain() + more);
  }
}
