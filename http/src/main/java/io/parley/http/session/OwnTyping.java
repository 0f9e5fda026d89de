package io.parley.http.session;

import java.time.Duration;

/// A session tells all its readers who is typing, including the one who types, and names only the
/// party. So a typing event that follows one sent from here is taken for its echo.
final class OwnTyping {
  private static final long FORGOTTEN_AFTER = Duration.ofSeconds(3).toNanos();

  private int echoes;
  private long sentAt;

  /// @param now `System.nanoTime()`
  void sent(long now) {
    echoes++;
    sentAt = now;
  }

  /// Whether this event, which names our own party, came from here. It may have been lost, so it is
  /// expected only for a while.
  boolean isEcho(long now) {
    if (now - sentAt > FORGOTTEN_AFTER) echoes = 0;
    if (echoes == 0) return false;
    echoes--;
    return true;
  }
}
