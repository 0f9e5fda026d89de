package io.parley.core.session;

import java.time.Instant;
import java.util.OptionalDouble;

/// Words of a customer, a human of the company, or the agent outside its replies.
public sealed interface MessageEvent extends SessionEvent {
  /// @param confidence how sure the recogniser was of these words, 0 to 1; of spoken ones alone
  record Said(
      String id, Party by, String text, Channel channel, OptionalDouble confidence, Instant at)
      implements MessageEvent {
    /// Words that were written.
    public Said(String id, Party by, String text, Channel channel, Instant at) {
      this(id, by, text, channel, OptionalDouble.empty(), at);
    }
  }
}
