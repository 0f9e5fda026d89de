package io.parley.operations.cluster;

import io.parley.core.tenant.SessionKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Operators' view and control of the cluster. Nodes are named by their address, `host:port`.
public interface ClusterControls {

  /// @param status `up`, `leaving`, … in lower case
  /// @param version of its program
  record Member(
      String address, String status, List<String> roles, String version, boolean reachable) {
    public Member {
      roles = List.copyOf(roles);
    }
  }

  /// @param members as this node sees them, the oldest first
  /// @param leader the node that decides on membership; @param oldest the node that runs cluster
  ///   singletons
  record View(String self, List<Member> members, Optional<String> leader, Optional<String> oldest) {
    public View {
      members = List.copyOf(members);
    }

    public Optional<Member> member(String address) {
      return members.stream().filter(member -> member.address().equals(address)).findFirst();
    }
  }

  /// @param shards on this node, with the number of awake sessions in each
  record Holding(String address, List<Shard> shards) {
    public Holding {
      shards = List.copyOf(shards);
    }

    public int sessions() {
      return shards.stream().mapToInt(Shard::sessions).sum();
    }
  }

  record Shard(String id, int sessions) {}

  /// @param node empty while the shard is unallocated: no session in it was needed so far, or it
  ///   moves
  /// @param awake empty when the node did not answer
  record Place(String shard, Optional<String> node, Optional<Boolean> awake) {}

  View view();

  /// The shards of each node, by address; nodes that do not answer in time are left out.
  CompletionStage<List<Holding>> holdings();

  /// The place of a session, whether it is awake or not. Does not wake it.
  CompletionStage<Place> place(SessionKey key);

  /// Has a member leave in order: its sessions move first.
  void leave(String address);

  /// Declares a member dead.
  void down(String address);
}
