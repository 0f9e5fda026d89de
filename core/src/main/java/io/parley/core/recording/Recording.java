package io.parley.core.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recording of one call, as far as it is stored.
///
/// @param id the call's
/// @param length empty while it goes on, and where the call's node died
/// @param segments by number
public record Recording(
    String id, Instant began, Optional<Duration> length, List<Segment> segments) {
  /// How long nothing may be stored of a call under way: a store that is away holds back a minute.
  private static final Duration QUIET = Duration.ofMinutes(2);

  public Recording {
    segments = List.copyOf(segments);
  }

  /// The state of a recording.
  public enum State {
    /// Its call goes on.
    RECORDING,
    COMPLETE,
    /// Its call's node died, or its end was not stored.
    BROKEN_OFF
  }

  /// A stored part.
  ///
  /// @param number 0, 1, 2 …; @param from since the beginning; @param bytes of the sound, plain
  public record Segment(int number, Duration from, Duration to, long bytes) {}

  /// A part that could not be stored.
  public record Gap(Duration from, Duration to) {}

  /// The end of what is known of it: with a gap at its end if its length says so.
  public Duration end() {
    var stored = segments.isEmpty() ? Duration.ZERO : segments.getLast().to();
    return length.filter(whole -> whole.compareTo(stored) > 0).orElse(stored);
  }

  /// Its state. A recording without a length counts as one under way while the last stored sound is
  /// new.
  public State state(Instant now) {
    if (length.isPresent()) return State.COMPLETE;
    return began.plus(end()).plus(QUIET).isAfter(now) ? State.RECORDING : State.BROKEN_OFF;
  }

  /// The parts between segments, before the first, and after the last.
  public List<Gap> gaps() {
    var gaps = new ArrayList<Gap>();
    var at = Duration.ZERO;
    for (var segment : segments) {
      if (segment.from().compareTo(at) > 0) gaps.add(new Gap(at, segment.from()));
      at = segment.to();
    }
    if (end().compareTo(at) > 0) gaps.add(new Gap(at, end()));
    return List.copyOf(gaps);
  }
}
