package io.parley.voice.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The latest played sound of a reply, kept so that it can be said again when a dead line has
/// swallowed it: from the start of the clause that sounded some seconds ago. For one thread at a
/// time.
final class PlayedSound {
  /// More than a line is dead before that is noticed, with the way to the ear.
  private static final int KEPT = 200;

  private final Deque<short[]> frames = new ArrayDeque<>();

  /// Positions in ticks at which clauses start, the oldest first.
  private final Deque<Long> starts = new ArrayDeque<>();

  private long end;

  /// The next clause starts at this position, in ticks of the reply.
  void startsAt(long tick) {
    starts.addLast(tick);
  }

  void add(short[] frame) {
    frames.addLast(frame);
    end++;
    while (starts.size() > 1 && second() <= end - KEPT) starts.removeFirst();
    while (!starts.isEmpty() && !frames.isEmpty() && end - frames.size() < starts.getFirst())
      frames.removeFirst();
  }

  /// Takes back the sound from the start of the clause that sounded at this position.
  ///
  /// @return it, in playing order
  List<short[]> from(long tick) {
    long from = end - frames.size();
    for (long start : starts) if (start <= tick) from = Math.max(from, start);
    var again = new ArrayList<short[]>();
    for (; end > from; end--) again.addFirst(frames.removeLast());
    return again;
  }

  void clear() {
    frames.clear();
    starts.clear();
    end = 0;
  }

  private long second() {
    var each = starts.iterator();
    each.next();
    return each.next();
  }
}
