package io.parley.core.memory;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// Lines of a conversation, oldest first, in chunks that one state shares with the next: adding a
/// line, letting go of the oldest and counting tokens cost the same however many lines there are.
/// Immutable.
///
/// @param full chunks of [#CHUNK] lines each
/// @param tail what came after them, less than a chunk
/// @param skipped so many at the very start are let go, and wait for the rest of their chunk
/// @param tokens of all others, estimated
public record Lines(List<List<Line>> full, List<Line> tail, int skipped, int tokens) {
  static final int CHUNK = 32;

  public static final Lines NONE = new Lines(List.of(), List.of(), 0, 0);

  public Lines {
    full = List.copyOf(full);
    tail = List.copyOf(tail);
  }

  public static Lines of(List<Line> lines) {
    var all = NONE;
    for (var line : lines) all = all.plus(line);
    return all;
  }

  public int size() {
    return full.size() * CHUNK + tail.size() - skipped;
  }

  /// @param index 0 for the oldest
  public Line get(int index) {
    int at = index + skipped;
    return at / CHUNK < full.size()
        ? full.get(at / CHUNK).get(at % CHUNK)
        : tail.get(at - full.size() * CHUNK);
  }

  Lines plus(Line line) {
    var longer = plus(tail, line);
    return longer.size() < CHUNK
        ? new Lines(full, longer, skipped, tokens + line.tokens())
        : new Lines(plus(full, longer), List.of(), skipped, tokens + line.tokens());
  }

  /// Lets go of the `count` oldest.
  Lines without(int count) {
    if (count >= size()) return NONE;
    int left = tokens;
    for (int i = 0; i < count; i++) left -= get(i).tokens();
    int skip = skipped + count;
    int gone = Math.min(skip / CHUNK, full.size());
    return new Lines(full.subList(gone, full.size()), tail, skip - gone * CHUNK, left);
  }

  /// All of them, without copying any.
  public List<Line> all() {
    return new View(this);
  }

  private static <T> List<T> plus(List<T> list, T last) {
    var longer = new ArrayList<T>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  private static final class View extends AbstractList<Line> implements RandomAccess {
    private final Lines lines;

    View(Lines lines) {
      this.lines = lines;
    }

    @Override
    public Line get(int index) {
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
