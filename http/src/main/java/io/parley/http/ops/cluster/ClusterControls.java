package io.parley.http.ops.cluster;

import io.parley.core.tenant.SessionKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What operators ask of the cluster. Nodes are named by their address, `host:port`.
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
  /// @param leader the one that decides who comes and goes; @param oldest the one on which lives
  ///   what there is but one of
  record View(String self, List<Member> members, Optional<String> leader, Optional<String> oldest) {
    public View {
      members = List.copyOf(members);
    }

    public Optional<Member> member(String address) {
      return members.stream().filter(member -> member.address().equals(address)).findFirst();
    }
  }

  /// @param shards that are there, and how many sessions are awake in each
  record Holding(String address, List<Shard> shards) {
    public Holding {
      shards = List.copyOf(shards);
    }

    public int sessions() {
      return shards.stream().mapToInt(Shard::sessions).sum();
    }
  }

  record Shard(String id, int sessions) {}

  /// @param node empty while the shard is nowhere: nobody asked for a session in it so far, or it
  ///   moves
  /// @param awake empty when the node did not say
  record Place(String shard, Optional<String> node, Optional<Boolean> awake) {}

  View view();

  /// What each node holds, by address; who does not answer in time is left out.
  CompletionStage<List<Holding>> holdings();

  /// Where a session lives, or would. Does not wake it.
  CompletionStage<Place> place(SessionKey key);

  /// Has a member go away in order: its sessions move first.
  void leave(String address);

  /// Declares a member dead.
  void down(String address);
}
