package io.parley.http.agent;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Versions in memory, as the API writes them. Thread safe.
final class WrittenAgents implements AgentVersions {
  private final List<Version> versions = new ArrayList<>();
  private final Set<String> retired = new HashSet<>();
  private final List<Act> acts = new ArrayList<>();

  synchronized List<Act> acts() {
    return List.copyOf(acts);
  }

  private Stream<Version> of(TenantId tenant, String id) {
    return versions.stream()
        .filter(each -> each.tenant().equals(tenant) && each.ref().id().equals(id));
  }

  private static String key(TenantId tenant, String id) {
    return tenant + ":" + id;
  }

  @Override
  public synchronized CompletionStage<Put> put(
      TenantId tenant, String id, AgentContent content, Optional<Integer> expected, Act act) {
    var newest = of(tenant, id).max(Comparator.comparingInt(each -> each.ref().version()));
    int count = (int) of(tenant, id).count();
    boolean isLive = newest.isPresent() && !retired.contains(key(tenant, id));
    if (isLive && newest.get().content().equals(content))
      return CompletableFuture.completedStage(new Newest(newest.get()));
    int live = isLive ? newest.get().ref().version() : 0;
    if (differs(expected, live)) return CompletableFuture.completedStage(new Differs(live));
    if (!isLive && live(tenant).count() >= COUNT_MAX)
      return CompletableFuture.completedStage(new Full("agents", COUNT_MAX));
    var version = new Version(tenant, new AgentRef(id, OF_FILE_MAX + count + 1), content, act.at());
    versions.add(version);
    retired.remove(key(tenant, id));
    acts.add(act);
    return CompletableFuture.completedStage(new Newest(version));
  }

  private static boolean differs(Optional<Integer> expected, int live) {
    return expected.filter(seen -> (seen > OF_FILE_MAX ? seen : 0) != live).isPresent();
  }

  @Override
  public synchronized CompletionStage<Put> restore(
      TenantId tenant, String id, int version, Optional<Integer> expected, Act act) {
    return of(tenant, id)
        .filter(each -> each.ref().version() == version)
        .findFirst()
        .map(each -> put(tenant, id, each.content(), expected, act))
        .orElseGet(() -> CompletableFuture.completedStage(new Missing()));
  }

  @Override
  public synchronized CompletionStage<Retirement> retire(
      TenantId tenant, String id, Optional<Integer> expected, Act act) {
    var live = current(tenant, id).map(each -> each.ref().version());
    if (live.isEmpty()) return CompletableFuture.completedStage(new Missing());
    if (differs(expected, live.get()))
      return CompletableFuture.completedStage(new Differs(live.get()));
    retired.add(key(tenant, id));
    acts.add(act);
    return CompletableFuture.completedStage(new Retired());
  }

  private Stream<Version> live(TenantId tenant) {
    return versions.stream()
        .filter(each -> each.tenant().equals(tenant))
        .filter(each -> !retired.contains(key(tenant, each.ref().id())))
        .filter(
            each ->
                of(tenant, each.ref().id())
                    .noneMatch(other -> other.ref().version() > each.ref().version()));
  }

  synchronized Optional<Version> current(TenantId tenant, String id) {
    return live(tenant).filter(each -> each.ref().id().equals(id)).findFirst();
  }

  @Override
  public synchronized CompletionStage<List<Version>> newest(TenantId tenant) {
    return CompletableFuture.completedStage(
        live(tenant).sorted(Comparator.comparing(each -> each.ref().id())).toList());
  }

  @Override
  public synchronized CompletionStage<Optional<Version>> version(
      TenantId tenant, String id, int version) {
    return CompletableFuture.completedStage(
        of(tenant, id).filter(each -> each.ref().version() == version).findFirst());
  }

  @Override
  public synchronized CompletionStage<List<Listed>> versions(TenantId tenant, String id) {
    return CompletableFuture.completedStage(
        of(tenant, id)
            .map(each -> new Listed(each.ref().version(), "program:operator", each.at()))
            .toList()
            .reversed());
  }

  @Override
  public CompletionStage<Long> change() {
    throw unused();
  }

  @Override
  public CompletionStage<Loaded> load() {
    throw unused();
  }

  @Override
  public CompletionStage<Loaded> since(long change) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the edge reads one organisation's agents");
  }
}
