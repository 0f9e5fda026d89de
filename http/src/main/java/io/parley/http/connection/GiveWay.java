package io.parley.http.connection;

import io.parley.core.limit.AddressBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/// Chooses idle connections to close for new ones: from the block with the most connections, the
/// one idle for longest; then again from the rest.
final class GiveWay {
  private GiveWay() {}

  /// @param since `System.nanoTime()` from which the connection was idle
  record Idle<T>(T connection, AddressBlock block, long since) {}

  private record Crowd<T>(long size, Queue<Idle<T>> idle) {}

  /// @param sizes how many connections each block has, idle or not
  /// @return at most `count`, in the order in which they are closed
  static <T> List<T> choose(List<Idle<T>> idle, Map<AddressBlock, Integer> sizes, int count) {
    var blocks = new HashMap<AddressBlock, List<Idle<T>>>();
    idle.forEach(one -> blocks.computeIfAbsent(one.block(), _ -> new ArrayList<>()).add(one));
    var crowds = new PriorityQueue<Crowd<T>>(Comparator.comparingLong(crowd -> -crowd.size()));
    blocks.forEach(
        (block, members) -> {
          members.sort((a, b) -> Long.signum(a.since() - b.since()));
          crowds.add(new Crowd<>(sizes.getOrDefault(block, 0), new ArrayDeque<>(members)));
        });
    var chosen = new ArrayList<T>();
    while (chosen.size() < count && !crowds.isEmpty()) {
      var largest = crowds.remove();
      chosen.add(largest.idle().remove().connection());
      if (!largest.idle().isEmpty()) crowds.add(new Crowd<>(largest.size() - 1, largest.idle()));
    }
    return chosen;
  }
}
