package io.parley.operations.cluster;

import io.parley.core.tenant.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A cluster of two nodes, of which one does not answer.
public final class StagedCluster implements ClusterControls {
  public final List<String> asked = new ArrayList<>();
  public Place place = new Place("17", Optional.of("10.0.0.1:17355"), Optional.of(true));
  public boolean silent;

  @Override
  public View view() {
    return new View(
        "10.0.0.1:17355",
        List.of(
            new Member("10.0.0.1:17355", "up", List.of(), "1.0", true),
            new Member("10.0.0.2:17355", "up", List.of("edge"), "0.9", false)),
        Optional.of("10.0.0.1:17355"),
        Optional.of("10.0.0.2:17355"));
  }

  @Override
  public CompletionStage<List<Holding>> holdings() {
    asked.add("holdings");
    if (silent) return new CompletableFuture<>();
    return CompletableFuture.completedStage(
        List.of(
            new Holding("10.0.0.1:17355", List.of(new Shard("17", 3), new Shard("4", 0))),
            new Holding("10.0.0.2:17355", List.of())));
  }

  @Override
  public CompletionStage<Place> place(SessionKey key) {
    return CompletableFuture.completedStage(place);
  }

  @Override
  public void leave(String address) {
    asked.add("leave " + address);
  }

  @Override
  public void down(String address) {
    asked.add("down " + address);
  }
}
