package io.parley.http.model;

import io.parley.core.audit.Act;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModels;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Models of one organisation in memory, under the rules of the port.
final class BroughtModels implements OwnModels {
  final List<String> keys = new ArrayList<>();
  final List<Act> acts = new ArrayList<>();
  private final List<Version> versions = new ArrayList<>();
  private boolean isRemoved;

  private Optional<Version> newest() {
    return versions.isEmpty() || isRemoved ? Optional.empty() : Optional.of(versions.getLast());
  }

  @Override
  public CompletionStage<Put> put(
      TenantId tenant, OwnModel model, Optional<String> key, Optional<Integer> expected, Act act) {
    var live = newest();
    if (key.isEmpty() && live.filter(was -> was.model().equals(model)).isPresent())
      return CompletableFuture.completedStage(new Newest(live.get()));
    int seen = live.map(Version::number).orElse(0);
    if (expected.filter(number -> number != seen).isPresent())
      return CompletableFuture.completedStage(new Differs(seen));
    if (key.isEmpty() && live.filter(was -> was.model().isAtServerOf(model)).isEmpty())
      return CompletableFuture.completedStage(new KeyMissing());
    var version = new Version(tenant, versions.size() + 1, model, act.at());
    versions.add(version);
    key.ifPresent(keys::add);
    acts.add(act);
    isRemoved = false;
    return CompletableFuture.completedStage(new Newest(version));
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, Act act) {
    boolean was = newest().isPresent();
    isRemoved = true;
    if (was) acts.add(act);
    return CompletableFuture.completedStage(was);
  }

  @Override
  public CompletionStage<Optional<Version>> current(TenantId tenant) {
    return CompletableFuture.completedStage(newest());
  }

  @Override
  public CompletionStage<List<Listed>> versions(TenantId tenant, int limit) {
    return CompletableFuture.completedStage(
        versions.reversed().stream()
            .limit(limit)
            .map(version -> new Listed(version, "program:operator"))
            .toList());
  }

  @Override
  public CompletionStage<Optional<String>> key(Version version) {
    throw unused();
  }

  @Override
  public CompletionStage<Long> change() {
    throw unused();
  }

  @Override
  public CompletionStage<Loaded> since(long change) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the edge reads no keys, and one organisation");
  }
}
