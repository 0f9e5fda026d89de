package io.parley.core.webhook;

import java.time.Duration;

/// An attempt to deliver a message.
///
/// @param took time until the answer, or until there was none
public record HookAttempt(HookOutcome outcome, Duration took) {

  /// Whether the receiver has the message now.
  public boolean isTaken() {
    return outcome instanceof HookOutcome.Taken;
  }
}
