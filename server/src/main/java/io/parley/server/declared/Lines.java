package io.parley.server.declared;

import java.util.ArrayList;
import java.util.List;

/// The lines that two texts differ by: those of a longest common subsequence are left out.
final class Lines {
  /// Of the table of lengths. Longer texts are shown as replaced in whole.
  private static final int CELLS_MAX = 4_000_000;

  private Lines() {}

  /// Each line with `- ` or `+ ` before it.
  static List<String> between(List<String> before, List<String> after) {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) start++;
    int end = 0;
    while (end < shorter - start && fromEnd(before, end).equals(fromEnd(after, end))) end++;
    return differing(
        before.subList(start, before.size() - end), after.subList(start, after.size() - end));
  }

  private static String fromEnd(List<String> lines, int index) {
    return lines.get(lines.size() - 1 - index);
  }

  private static List<String> differing(List<String> before, List<String> after) {
    var lines = new ArrayList<String>();
    int i = 0;
    int j = 0;
    boolean isShort = (before.size() + 1L) * (after.size() + 1L) <= CELLS_MAX;
    var common = isShort ? common(before, after) : new int[0][];
    while (isShort && i < before.size() && j < after.size()) {
      if (before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (common[i + 1][j] >= common[i][j + 1]) lines.add("- " + before.get(i++));
      else lines.add("+ " + after.get(j++));
    }
    before.subList(i, before.size()).forEach(line -> lines.add("- " + line));
    after.subList(j, after.size()).forEach(line -> lines.add("+ " + line));
    return lines;
  }

  /// Lengths of the longest common subsequences of the lines from each pair of indices on.
  private static int[][] common(List<String> before, List<String> after) {
    var lengths = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--)
      for (int j = after.size() - 1; j >= 0; j--)
        lengths[i][j] =
            before.get(i).equals(after.get(j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
  }
}
