package io.parley.http.model;

import io.parley.core.audit.Act;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Models of one organisation in memory, under the rules of the port.
public final class BroughtModels implements OwnModels {
  final List<String> keys = new ArrayList<>();
  final List<Act> acts = new ArrayList<>();
  private final List<Version> versions = new ArrayList<>();
  private final Map<String, Version> live = new TreeMap<>();

  @Override
  public CompletionStage<Put> put(
      OwnModelName name,
      OwnModel model,
      Optional<String> key,
      Optional<Integer> expected,
      Act act) {
    return CompletableFuture.completedStage(outcome(name, model, key, expected, act));
  }

  private Put outcome(
      OwnModelName name,
      OwnModel model,
      Optional<String> key,
      Optional<Integer> expected,
      Act act) {
    var before = Optional.ofNullable(live.get(name.name()));
    if (key.isEmpty() && before.filter(was -> was.model().equals(model)).isPresent())
      return new Newest(before.get());
    int seen = before.map(Version::number).orElse(0);
    if (expected.filter(number -> number != seen).isPresent()) return new Differs(seen);
    if (key.isEmpty() && before.filter(was -> was.model().isAtServerOf(model)).isEmpty())
      return new KeyMissing();
    if (before.isEmpty() && live.size() >= MODELS_MAX) return new Full("models", MODELS_MAX);
    if (!live.keySet().containsAll(model.fallbacks())) return new FallbackMissing();
    int number = (int) versions.stream().filter(each -> each.name().equals(name)).count() + 1;
    var version = new Version(name, number, model, act.at());
    versions.add(version);
    live.put(name.name(), version);
    key.ifPresent(keys::add);
    acts.add(act);
    return new Newest(version);
  }

  @Override
  public CompletionStage<Boolean> remove(OwnModelName name, Act act) {
    boolean was = live.remove(name.name()) != null;
    if (was) acts.add(act);
    return CompletableFuture.completedStage(was);
  }

  @Override
  public CompletionStage<Optional<Version>> current(OwnModelName name) {
    return CompletableFuture.completedStage(Optional.ofNullable(live.get(name.name())));
  }

  @Override
  public CompletionStage<List<Version>> all(TenantId tenant) {
    return CompletableFuture.completedStage(List.copyOf(live.values()));
  }

  @Override
  public CompletionStage<List<Listed>> versions(OwnModelName name, int limit) {
    return CompletableFuture.completedStage(
        versions.reversed().stream()
            .filter(version -> version.name().equals(name))
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
