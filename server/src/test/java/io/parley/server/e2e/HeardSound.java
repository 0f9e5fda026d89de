package io.parley.server.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sound that a caller hears over an audio socket, with the times at which it came. Frames come
/// in real time, so that a frame's arrival is when it sounds. Thread safe.
final class HeardSound {
  /// A pause of this length ends a stretch of speech.
  private static final Duration PAUSE = Duration.ofMillis(700);

  /// Of a soft sound, before or after a loud one.
  private static final Duration SOFT = Duration.ofMillis(150);

  private static final int LOUD = 1_000;
  private static final int SAMPLES_PER_MS = AudioCaller.RATE / 1_000;

  /// Speech without a long pause.
  ///
  /// @param at when it began, from the beginning of the call; @param samples of 16 kHz
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Stretch(Duration at, short[] samples) {
    Duration end() {
      return at.plusMillis(samples.length / SAMPLES_PER_MS);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Frame(Duration at, short[] samples, boolean loud) {}

  private final List<Frame> frames = new ArrayList<>();

  /// @param at from the beginning of the call
  synchronized void add(Duration at, short[] samples) {
    boolean loud = false;
    for (short sample : samples) loud |= Math.abs(sample) > LOUD;
    frames.add(new Frame(at, samples, loud));
  }

  /// When sound first came after that time, if it has.
  synchronized Optional<Duration> firstLoud(Duration after) {
    return frames.stream()
        .filter(frame -> frame.loud() && frame.at().compareTo(after) > 0)
        .map(Frame::at)
        .findFirst();
  }

  /// When the sound that was playing at that time stopped: before its first long pause.
  synchronized Duration stoppedAfter(Duration at) {
    var last = at;
    for (var frame : frames) {
      if (!frame.loud() || frame.at().compareTo(at) < 0) continue;
      if (frame.at().minus(last).compareTo(PAUSE) > 0) break;
      last = frame.at();
    }
    return last;
  }

  /// How long sound came between two times, without its pauses.
  synchronized Duration loudIn(Duration from, Duration to) {
    long count =
        frames.stream()
            .filter(frame -> frame.loud() && frame.at().compareTo(from) > 0)
            .filter(frame -> frame.at().compareTo(to) < 0)
            .count();
    return Duration.ofMillis(20 * count);
  }

  /// All speech, in order, with the soft sounds at its ends.
  synchronized List<Stretch> stretches() {
    var all = new ArrayList<Stretch>();
    int from = 0;
    while (from < frames.size()) {
      if (!frames.get(from).loud()) {
        from++;
        continue;
      }
      int first = from;
      while (first > 0 && isSoft(first - 1, from)) first--;
      int last = from;
      for (int i = from; i < frames.size(); i++) {
        if (after(last, i).compareTo(PAUSE) > 0) break;
        if (frames.get(i).loud()) last = i;
      }
      from = last + 1;
      while (from < frames.size() && isSoft(from, last)) from++;
      all.add(stretch(frames.subList(first, from)));
    }
    return all;
  }

  /// Whether this frame is a soft sound beside that loud one.
  private boolean isSoft(int frame, int loud) {
    return !frames.get(frame).loud() && after(frame, loud).abs().compareTo(SOFT) < 0;
  }

  private Duration after(int one, int other) {
    return frames.get(other).at().minus(frames.get(one).at());
  }

  /// Nothing is sent in pauses: there is silence instead.
  private static Stretch stretch(List<Frame> frames) {
    var at = frames.getFirst().at();
    var last = frames.getLast();
    int length =
        Math.toIntExact(last.at().minus(at).toMillis() * SAMPLES_PER_MS + last.samples().length);
    // frames that came in a burst follow each other
    length = Math.max(length, frames.stream().mapToInt(frame -> frame.samples().length).sum());
    var samples = new short[length];
    int written = 0;
    for (var frame : frames) {
      int due = Math.toIntExact(frame.at().minus(at).toMillis() * SAMPLES_PER_MS);
      // jitter of arrival is no pause
      int from = due - written > 2 * frame.samples().length ? due : written;
      from = Math.min(from, length - frame.samples().length);
      System.arraycopy(frame.samples(), 0, samples, from, frame.samples().length);
      written = from + frame.samples().length;
    }
    return new Stretch(at, samples);
  }
}
