package io.parley.http.session;

import java.time.Duration;

/// A session tells all its readers who is typing, the one who types among them, and names only the
/// party. So what was just sent from here is taken to be what comes back next.
final class OwnTyping {
  private static final long FORGOTTEN_AFTER = Duration.ofSeconds(3).toNanos();

  private int echoes;
  private long sentAt;

  /// @param now `System.nanoTime()`
  void sent(long now) {
    echoes++;
    sentAt = now;
  }

  /// Whether this one, which names our own party, came from here. It may have got lost on its way,
  /// so after a while it is expected no longer.
  boolean isEcho(long now) {
    if (now - sentAt > FORGOTTEN_AFTER) echoes = 0;
    if (echoes == 0) return false;
    echoes--;
    return true;
  }
}
