package io.parley.core.memory;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// Lines of a conversation, oldest first, in chunks that successive states share: adding a line,
/// dropping the oldest and counting tokens take constant time. Immutable.
///
/// @param full chunks of [#CHUNK] lines each
/// @param tail the lines after them, less than a chunk
/// @param skipped number of dropped lines at the start of the first chunk, which is freed as a
///   whole
/// @param tokens of all other lines, estimated
public record HistoryLines(
    List<List<HistoryLine>> full, List<HistoryLine> tail, int skipped, int tokens) {
  static final int CHUNK = 32;

  public static final HistoryLines NONE = new HistoryLines(List.of(), List.of(), 0, 0);

  public HistoryLines {
    full = List.copyOf(full);
    tail = List.copyOf(tail);
  }

  public static HistoryLines of(List<HistoryLine> lines) {
    var all = NONE;
    for (var line : lines) all = all.plus(line);
    return all;
  }

  public int size() {
    return full.size() * CHUNK + tail.size() - skipped;
  }

  /// @param index 0 for the oldest
  public HistoryLine get(int index) {
    int at = index + skipped;
    return at / CHUNK < full.size()
        ? full.get(at / CHUNK).get(at % CHUNK)
        : tail.get(at - full.size() * CHUNK);
  }

  HistoryLines plus(HistoryLine line) {
    var longer = plus(tail, line);
    return longer.size() < CHUNK
        ? new HistoryLines(full, longer, skipped, tokens + line.tokens())
        : new HistoryLines(plus(full, longer), List.of(), skipped, tokens + line.tokens());
  }

  /// Drops the `count` oldest.
  HistoryLines without(int count) {
    if (count >= size()) return NONE;
    int left = tokens;
    for (int i = 0; i < count; i++) left -= get(i).tokens();
    int skip = skipped + count;
    int gone = Math.min(skip / CHUNK, full.size());
    return new HistoryLines(full.subList(gone, full.size()), tail, skip - gone * CHUNK, left);
  }

  /// All of them, without copying any.
  public List<HistoryLine> all() {
    return new View(this);
  }

  private static <T> List<T> plus(List<T> list, T last) {
    var longer = new ArrayList<T>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  private static final class View extends AbstractList<HistoryLine> implements RandomAccess {
    private final HistoryLines lines;

    View(HistoryLines lines) {
      this.lines = lines;
    }

    @Override
    public HistoryLine get(int index) {
      if (index < 0 || index >= lines.size())
        throw new IndexOutOfBoundsException(index + " (expected: 0 to " + (lines.size() - 1) + ")");
      return lines.get(index);
    }

    @Override
    public int size() {
      return lines.size();
    }
  }
}
