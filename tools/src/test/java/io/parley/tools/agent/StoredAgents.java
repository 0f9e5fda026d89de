package io.parley.tools.agent;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Versions in memory, as the nodes read them.
final class StoredAgents implements AgentVersions {
  private final List<Row<Version>> versions = new ArrayList<>();
  private final List<Row<Head>> heads = new ArrayList<>();
  private long change;
  private int loads;
  private boolean isDown;

  private record Row<T>(long change, T value) {}

  synchronized void add(Version version) {
    change++;
    versions.add(new Row<>(change, version));
    heads.add(new Row<>(change, new Head(version.tenant(), version.ref(), false)));
  }

  synchronized void retire(TenantId tenant, AgentRef newest) {
    change++;
    heads.add(new Row<>(change, new Head(tenant, newest, true)));
  }

  synchronized void forget(AgentRef ref) {
    versions.removeIf(row -> row.value().ref().equals(ref));
  }

  synchronized void isDown(boolean down) {
    isDown = down;
  }

  synchronized int loads() {
    return loads;
  }

  @Override
  public synchronized CompletionStage<Long> change() {
    return isDown
        ? CompletableFuture.failedStage(new IllegalStateException("the database is down"))
        : CompletableFuture.completedStage(change);
  }

  @Override
  public synchronized CompletionStage<Loaded> load() {
    loads++;
    return since(0);
  }

  @Override
  public synchronized CompletionStage<Loaded> since(long known) {
    return CompletableFuture.completedStage(
        new Loaded(change, behind(known, versions), behind(known, heads)));
  }

  private static <T> List<T> behind(long known, List<Row<T>> rows) {
    return rows.stream().filter(row -> row.change() > known).map(Row::value).toList();
  }

  @Override
  public CompletionStage<Put> put(
      TenantId tenant, String id, AgentContent content, Optional<Integer> expected, Act act) {
    throw unused();
  }

  @Override
  public CompletionStage<Put> restore(
      TenantId tenant, String id, int version, Optional<Integer> expected, Act act) {
    throw unused();
  }

  @Override
  public CompletionStage<Retirement> retire(
      TenantId tenant, String id, Optional<Integer> expected, Act act) {
    throw unused();
  }

  @Override
  public CompletionStage<List<Version>> newest(TenantId tenant) {
    throw unused();
  }

  @Override
  public CompletionStage<Optional<Version>> version(TenantId tenant, String id, int version) {
    throw unused();
  }

  @Override
  public CompletionStage<List<Listed>> versions(TenantId tenant, String id) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("nodes read versions of all organisations");
  }
}
