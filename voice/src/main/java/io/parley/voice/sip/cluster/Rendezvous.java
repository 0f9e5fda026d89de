package io.parley.voice.sip.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Chooses one node for each name: the one with the highest weight for it (rendezvous hashing,
/// Thaler and Ravishankar 1998). All nodes choose alike, and when one comes or goes no name moves
/// between the others.
final class Rendezvous {
  private Rendezvous() {}

  /// @param nodes by their numbers
  /// @return empty when there is none
  static Optional<Integer> holder(String name, Collection<Integer> nodes) {
    return nodes.stream()
        .max(
            Comparator.comparingLong((Integer node) -> weight(name, node))
                .thenComparingInt(node -> node));
  }

  /// The finaliser of MurmurHash3, over both.
  private static long weight(String name, int node) {
    long mixed = ((long) name.hashCode() << Integer.SIZE) ^ (node & 0xffff_ffffL);
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
