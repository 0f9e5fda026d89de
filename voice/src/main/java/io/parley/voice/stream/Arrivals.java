package io.parley.voice.stream;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/// Puts incoming sound in order and cuts it into frames of 20 ms. A missing piece is waited for
/// while sound is left to play, and while few pieces have overtaken it; then it is given up, and
/// the gap is concealed. A burst is shortened, so that its delay does not stay. Not thread safe.
final class Arrivals {
  /// Pieces that may overtake a missing one.
  private static final int OVERTAKING_MAX = 8;

  /// Frames that wait before they are played: 60 ms.
  static final int WAITING = 3;

  /// More than this is a burst: 400 ms.
  private static final int WAITING_MAX = 20;

  /// Frames concealed for one gap; a longer one is shortened.
  private static final int CONCEALED_MAX = 5;

  private static final byte[] LOST = {};

  private final int frameBytes;
  private final int sampleBytes;
  private final TreeMap<Long, byte[]> early = new TreeMap<>();
  private final Queue<byte[]> frames = new ArrayDeque<>();
  private byte[] rest = {};
  private long next = -1;
  private boolean flowing;
  private long received;
  private long lost;
  private long late;
  private long concealed;

  Arrivals(MediaFormat format) {
    this.frameBytes = format.frameBytes();
    this.sampleBytes = format.sampleBytes();
  }

  /// A piece came.
  ///
  /// @param chunk its number
  void put(long chunk, byte[] payload) {
    // streams begin at 0 or 1, and the first pieces may be out of order, too
    if (next < 0) next = chunk <= OVERTAKING_MAX ? Math.min(chunk, 1) : chunk;
    if (chunk < next || early.containsKey(chunk)) {
      late++;
      return;
    }
    received++;
    early.put(chunk, payload);
    deliver();
    if (early.size() > OVERTAKING_MAX) giveUpMissing();
  }

  /// The next 20 ms; an empty array for a frame that is to be concealed.
  Optional<byte[]> next() {
    if (frames.isEmpty() && flowing && !early.isEmpty()) giveUpMissing();
    boolean plays = flowing || frames.size() >= WAITING;
    var frame = plays ? frames.poll() : null;
    flowing = frame != null;
    if (frame != null && frame.length == 0) concealed++;
    return Optional.ofNullable(frame);
  }

  private void deliver() {
    while (!early.isEmpty() && early.firstKey() == next) {
      cut(early.pollFirstEntry().getValue());
      next++;
    }
    if (frames.size() <= WAITING_MAX) return;
    while (frames.size() > WAITING) {
      frames.remove();
      late++;
    }
  }

  private void giveUpMissing() {
    long missing = early.firstKey() - next;
    lost += missing;
    rest = LOST;
    int gap = Math.max(1, early.firstEntry().getValue().length / frameBytes);
    for (long i = 0; i < Math.min(missing * gap, CONCEALED_MAX); i++) frames.add(LOST);
    next = early.firstKey();
    deliver();
  }

  /// Pieces need not be 20 ms long: the rest of one is played with the next.
  private void cut(byte[] payload) {
    int length = payload.length - payload.length % sampleBytes;
    var all = Arrays.copyOf(rest, rest.length + length);
    System.arraycopy(payload, 0, all, rest.length, length);
    int at = 0;
    for (; at + frameBytes <= all.length; at += frameBytes)
      frames.add(Arrays.copyOfRange(all, at, at + frameBytes));
    rest = Arrays.copyOfRange(all, at, all.length);
  }

  long received() {
    return received;
  }

  long lost() {
    return lost;
  }

  long late() {
    return late;
  }

  long concealed() {
    return concealed;
  }
}
