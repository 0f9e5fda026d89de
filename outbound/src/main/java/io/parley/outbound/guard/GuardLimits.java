package io.parley.outbound.guard;

import io.parley.core.setting.Expect;
import java.time.Duration;

/// Limits of one request.
///
/// @param connect time to resolve the host, and time to connect, TLS included
/// @param head time until the status and all headers of the answer are here
/// @param idle the longest pause within the body
/// @param whole time for all of it, redirects and the reading of the body included
/// @param bodyMax bytes of the answer's body, decompressed
public record GuardLimits(
    Duration connect, Duration head, Duration idle, Duration whole, long bodyMax) {
  public GuardLimits {
    Expect.positive("connect", connect);
    Expect.positive("head", head);
    Expect.positive("idle", idle);
    Expect.positive("whole", whole);
    Expect.positive("bodyMax", bodyMax);
  }

  /// For an answer that is read as it comes: a stream of events.
  ///
  /// @param pause the longest pause between two events
  public GuardLimits streaming(Duration pause, Duration total) {
    return new GuardLimits(connect, head, pause, total, bodyMax);
  }

  /// With another time for all of it.
  public GuardLimits within(Duration total) {
    return new GuardLimits(connect, head, idle, total, bodyMax);
  }

  /// With another size of the body.
  public GuardLimits upTo(long bytes) {
    return new GuardLimits(connect, head, idle, whole, bytes);
  }
}
