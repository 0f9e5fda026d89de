package io.parley.tools.model.own;

import io.parley.core.audit.Act;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudgets;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Models as a test stores them, with keys `key-1`, `key-2` and so on.
final class StoredModels implements OwnModels {
  private final Map<OwnModelName, Head> heads = new LinkedHashMap<>();
  private final Map<OwnModelName, Long> changes = new LinkedHashMap<>();
  private final Map<TenantId, OwnBudgets.Version> budgets = new LinkedHashMap<>();
  private final Set<OwnModelName> lost = new HashSet<>();
  private long change;

  /// Until then keys do not come.
  private CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

  synchronized void hold() {
    open = new CompletableFuture<>();
  }

  CompletableFuture<Void> held() {
    return open;
  }

  void store(TenantId tenant, int number, String model) {
    store(OwnModelName.ofDefault(tenant), number, model);
  }

  synchronized void store(OwnModelName name, int number, String model) {
    var own = new OwnModel(Kind.OPENAI, Optional.empty(), model, Optional.empty());
    var version = new Version(name, number, own, Instant.EPOCH);
    heads.put(name, new Head(name, Optional.of(version)));
    changes.put(name, ++change);
  }

  synchronized void remove(TenantId tenant) {
    var name = OwnModelName.ofDefault(tenant);
    heads.put(name, new Head(name, Optional.empty()));
    changes.put(name, ++change);
  }

  /// As if this node could not decrypt it.
  synchronized void loseKey(OwnModelName name) {
    lost.add(name);
  }

  synchronized void store(TenantId tenant, OwnBudget budget) {
    budgets.put(tenant, new OwnBudgets.Version(tenant, 1, budget, Instant.EPOCH));
    change++;
  }

  @Override
  public synchronized CompletionStage<Optional<String>> key(Version version) {
    var key =
        heads
            .get(version.name())
            .current()
            .filter(newest -> newest.equals(version) && !lost.contains(version.name()))
            .map(newest -> "key-" + newest.number());
    return open.thenApply(_ -> key);
  }

  @Override
  public synchronized CompletionStage<Long> change() {
    return CompletableFuture.completedStage(change);
  }

  @Override
  public synchronized CompletionStage<Loaded> since(long known) {
    return CompletableFuture.completedStage(
        new Loaded(
            change,
            heads.values().stream().filter(head -> changes.get(head.name()) > known).toList(),
            List.copyOf(budgets.values())));
  }

  @Override
  public CompletionStage<Put> put(
      OwnModelName name,
      OwnModel model,
      Optional<String> key,
      Optional<Integer> expected,
      Act act) {
    throw unused();
  }

  @Override
  public CompletionStage<Boolean> remove(OwnModelName name, Act act) {
    throw unused();
  }

  @Override
  public CompletionStage<Optional<Version>> current(OwnModelName name) {
    throw unused();
  }

  @Override
  public CompletionStage<List<Version>> all(TenantId tenant) {
    throw unused();
  }

  @Override
  public CompletionStage<List<Listed>> versions(OwnModelName name, int limit) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("nodes read the models of all organisations");
  }
}
