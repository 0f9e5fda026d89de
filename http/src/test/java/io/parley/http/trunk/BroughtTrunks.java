package io.parley.http.trunk;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunks;
import io.parley.core.trunk.TrunkName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Trunks of one organisation in memory, under the rules of the port.
final class BroughtTrunks implements OwnTrunks {
  final List<String> passwords = new ArrayList<>();
  final List<Act> acts = new ArrayList<>();
  final Map<String, Told> told = new TreeMap<>();
  private final Map<String, Stored> held = new TreeMap<>();

  @Override
  public CompletionStage<Put> put(
      TrunkName name, OwnTrunk trunk, Optional<String> password, Act act) {
    return CompletableFuture.completedStage(outcome(name, trunk, password, act));
  }

  private Put outcome(TrunkName name, OwnTrunk trunk, Optional<String> password, Act act) {
    var before = Optional.ofNullable(held.get(name.name()));
    if (before.isEmpty() && held.size() >= TRUNKS_MAX) return new Full();
    if (password.isEmpty() && before.filter(was -> was.trunk().isLineOf(trunk)).isEmpty())
      return new PasswordMissing();
    int version = before.map(Stored::version).orElse(0) + 1;
    var stored = new Stored(name, version, "line" + version, trunk, act.at());
    held.put(name.name(), stored);
    password.ifPresent(passwords::add);
    acts.add(act);
    return new Newest(stored);
  }

  @Override
  public CompletionStage<Boolean> remove(TrunkName name, Act act) {
    boolean was = held.remove(name.name()) != null;
    if (was) acts.add(act);
    return CompletableFuture.completedStage(was);
  }

  @Override
  public CompletionStage<List<Listed>> of(TenantId tenant) {
    return CompletableFuture.completedStage(
        held.values().stream()
            .map(each -> new Listed(each, Optional.ofNullable(told.get(each.name().name()))))
            .toList());
  }

  @Override
  public CompletionStage<Optional<String>> password(Stored stored) {
    throw unused();
  }

  @Override
  public CompletionStage<Void> tell(Stored stored, Told how) {
    throw unused();
  }

  @Override
  public CompletionStage<Long> change() {
    throw unused();
  }

  @Override
  public CompletionStage<List<Stored>> all() {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the edge reads no passwords, and one organisation");
  }
}
