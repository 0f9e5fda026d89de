package io.parley.voice.sip.trunk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The calls of a trunk, and how those out went. A value.
///
/// @param calls at once, in and out
/// @param begunIn when calls in began, in the last second; @param begunOut when calls out did
/// @param failures of calls out in a row
/// @param pausedUntil no calls out before; the first one then is a probe
record Load(
    int calls, List<Instant> begunIn, List<Instant> begunOut, int failures, Instant pausedUntil) {
  static final Load NONE = new Load(0, List.of(), List.of(), 0, Instant.MIN);
  private static final Duration SECOND = Duration.ofSeconds(1);

  Load {
    begunIn = List.copyOf(begunIn);
    begunOut = List.copyOf(begunOut);
  }

  boolean takesIn(Trunk.Limits limits, Instant at) {
    return calls < limits.calls() && recent(begunIn, at).size() < limits.callsInPerSecond();
  }

  boolean takesOut(Trunk.Limits limits, Instant at) {
    return calls < limits.calls()
        && recent(begunOut, at).size() < limits.callsPerSecond()
        && !at.isBefore(pausedUntil);
  }

  private static List<Instant> recent(List<Instant> begun, Instant at) {
    return begun.stream().filter(each -> each.plus(SECOND).isAfter(at)).toList();
  }

  private static List<Instant> with(List<Instant> begun, Instant at) {
    return Stream.concat(recent(begun, at).stream(), Stream.of(at)).toList();
  }

  Load beganIn(Instant at) {
    return new Load(calls + 1, with(begunIn, at), begunOut, failures, pausedUntil);
  }

  /// A call that another node has left goes on: it began there.
  Load joined() {
    return new Load(calls + 1, begunIn, begunOut, failures, pausedUntil);
  }

  /// A trunk after a pause gets one call until that one has answered or failed.
  Load beganOut(Trunk.Limits limits, Instant at) {
    boolean isProbe = failures >= limits.failures();
    var until = isProbe ? at.plus(limits.pause()) : pausedUntil;
    return new Load(calls + 1, begunIn, with(begunOut, at), failures, until);
  }

  /// A call is over, or went elsewhere.
  Load ended() {
    return new Load(Math.max(0, calls - 1), begunIn, begunOut, failures, pausedUntil);
  }

  /// The other end did its work, whatever came of the call.
  Load worked() {
    return new Load(calls, begunIn, begunOut, 0, Instant.MIN);
  }

  /// The other end did not answer, or could not.
  Load failed(Trunk.Limits limits, Instant at) {
    int count = failures + 1;
    var until = count >= limits.failures() ? at.plus(limits.pause()) : pausedUntil;
    return new Load(calls, begunIn, begunOut, count, until);
  }
}
