package io.parley.voice.sip.trunk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The calls of a trunk, and how those out went. A value.
///
/// @param calls at once, in and out
/// @param begun when calls out began, in the last second
/// @param failures of calls out in a row
/// @param pausedUntil no calls out before; the first one then is a probe
record Load(int calls, List<Instant> begun, int failures, Instant pausedUntil) {
  static final Load NONE = new Load(0, List.of(), 0, Instant.MIN);
  private static final Duration SECOND = Duration.ofSeconds(1);

  Load {
    begun = List.copyOf(begun);
  }

  boolean takesIn(Trunk.Limits limits) {
    return calls < limits.calls();
  }

  boolean takesOut(Trunk.Limits limits, Instant at) {
    return calls < limits.calls()
        && recent(at).size() < limits.callsPerSecond()
        && !at.isBefore(pausedUntil);
  }

  private List<Instant> recent(Instant at) {
    return begun.stream().filter(each -> each.plus(SECOND).isAfter(at)).toList();
  }

  Load beganIn() {
    return new Load(calls + 1, begun, failures, pausedUntil);
  }

  /// A trunk after a pause gets one call until that one has answered or failed.
  Load beganOut(Trunk.Limits limits, Instant at) {
    var recent = new ArrayList<>(recent(at));
    recent.add(at);
    boolean isProbe = failures >= limits.failures();
    return new Load(calls + 1, recent, failures, isProbe ? at.plus(limits.pause()) : pausedUntil);
  }

  /// A call is over, or went elsewhere.
  Load ended() {
    return new Load(Math.max(0, calls - 1), begun, failures, pausedUntil);
  }

  /// The other end did its work, whatever came of the call.
  Load worked() {
    return new Load(calls, begun, 0, Instant.MIN);
  }

  /// The other end did not answer, or could not.
  Load failed(Trunk.Limits limits, Instant at) {
    int count = failures + 1;
    return new Load(
        calls, begun, count, count >= limits.failures() ? at.plus(limits.pause()) : pausedUntil);
  }
}
