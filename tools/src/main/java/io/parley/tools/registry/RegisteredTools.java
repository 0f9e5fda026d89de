package io.parley.tools.registry;

import io.parley.core.agent.AgentRef;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.OverLimit;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.core.tool.source.SignInStore;
import io.parley.core.tool.source.ToolSourceStore;
import io.parley.core.tool.source.ToolSourceStore.Everything;
import io.parley.core.tool.source.ToolSourceStore.Kept;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.limit.CallLimiter;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.ToolSourceKind;
import io.parley.tools.source.ToolSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tools of all sources that are added while the server runs. Each node reads the number of
/// changes twice a second, and the definitions when it differs. Calls under way end with their
/// source.
public final class RegisteredTools implements Tools, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegisteredTools.class);

  private final ToolSourceStore store;
  private final Map<String, ToolSourceKind> kinds;
  private final Secrets secrets;
  private final GuardedHttp http;
  private final Optional<SignInStore> signIns;
  private final CallLimiter limiter;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parley-tool-sources").factory());
  private final AtomicBoolean isLooking = new AtomicBoolean();

  /// By tenant and name, in order.
  private volatile Map<String, LiveSource> sources = Map.of();

  /// The same by tenant: every turn asks for those of one.
  private volatile Map<TenantId, List<LiveSource>> byTenant = Map.of();

  private long applied = -1;
  private boolean isClosed;
  private volatile boolean isFailing;

  private RegisteredTools(
      ToolSourceStore store,
      List<ToolSourceKind> kinds,
      Secrets secrets,
      GuardedHttp http,
      Optional<SignInStore> signIns,
      CallLimiter limiter) {
    this.store = store;
    this.kinds =
        kinds.stream().collect(Collectors.toUnmodifiableMap(ToolSourceKind::name, kind -> kind));
    this.secrets = secrets;
    this.http = http;
    this.signIns = signIns;
    this.limiter = limiter;
  }

  /// Returns at once: sources are opened in the background, and none stops the start.
  ///
  /// @param every the time between two looks at the number of changes
  public static RegisteredTools start(
      ToolSourceStore store,
      List<ToolSourceKind> kinds,
      Secrets secrets,
      GuardedHttp http,
      CallLimiter limiter,
      Duration every) {
    return start(store, kinds, secrets, http, Optional.empty(), limiter, every);
  }

  /// The same with sources that an operator signs in.
  public static RegisteredTools start(
      ToolSourceStore store,
      List<ToolSourceKind> kinds,
      Secrets secrets,
      GuardedHttp http,
      Optional<SignInStore> signIns,
      CallLimiter limiter,
      Duration every) {
    var tools = new RegisteredTools(store, kinds, secrets, http, signIns, limiter);
    var _ =
        tools.timer.scheduleWithFixedDelay(tools::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return tools;
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return of(tenant).flatMap(source -> source.specs(agent).stream()).toList();
  }

  /// The source's definition says which agents may use its tools.
  @Override
  public boolean grants(TenantId tenant, AgentRef agent, String name) {
    return find(tenant, agent, name).isPresent();
  }

  @Override
  public Set<String> dependencies() {
    return sources.values().stream()
        .flatMap(each -> each.dependencies().stream())
        .collect(Collectors.toSet());
  }

  /// A limit belongs to its source: of two sources with the same pattern each has its own.
  @Override
  public CompletionStage<Optional<OverLimit>> admit(ToolCall call, ToolContext context) {
    var source = owning(call, context).map(live -> live.kept().source());
    var pattern = source.flatMap(owner -> owner.limits().pattern(call.tool()));
    if (pattern.isEmpty()) return CompletableFuture.completedFuture(Optional.empty());
    return limiter.take(
        context.session(),
        source.get().name() + " " + pattern.get(),
        pattern.get(),
        source.get().limits().byPattern().get(pattern.get()));
  }

  /// Of two sources none can have the other's tool: each has its name before those of its tools.
  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var outcome = owner(call, context).call(call, context);
    context.running().onCancel(() -> outcome.toCompletableFuture().cancel(true));
    return outcome;
  }

  @Override
  public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    return of(tenant)
        .filter(source -> source.specs(agent).stream().anyMatch(s -> s.name().equals(call.tool())))
        .flatMap(source -> source.tools().stream())
        .findFirst()
        .map(source -> source.problems(tenant, agent, call))
        .orElse(List.of());
  }

  @Override
  public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
    return owner(call, context).lookUp(call, context);
  }

  @Override
  public CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
    return owner(call, context).compensate(call, context);
  }

  /// The source of the call's tool; one without tools if this agent may not use it now.
  private Tools owner(ToolCall call, ToolContext context) {
    return owning(call, context)
        .flatMap(LiveSource::tools)
        .<Tools>map(tools -> tools)
        .orElseGet(() -> new ToolSources(List.of()));
  }

  private Optional<LiveSource> owning(ToolCall call, ToolContext context) {
    var agent = context.agent();
    return of(context.session().tenant())
        .filter(
            source ->
                source.specs(agent).stream().anyMatch(spec -> spec.name().equals(call.tool())))
        .findFirst();
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    var asked =
        sources.values().stream()
            .filter(each -> each.dependencies().contains(dependency))
            .map(each -> each.probe(dependency).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return asked.length == 0
        ? new ToolSources(List.of()).probe(dependency)
        : CompletableFuture.allOf(asked);
  }

  Stream<LiveSource> of(TenantId tenant) {
    return byTenant.getOrDefault(tenant, List.of()).stream();
  }

  Optional<LiveSource> of(TenantId tenant, String name) {
    return Optional.ofNullable(sources.get(key(tenant, name)));
  }

  Optional<ToolSourceKind> kind(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  Set<String> kinds() {
    return kinds.keySet();
  }

  SourceAccess access(TenantId tenant) {
    return new SourceAccess(tenant, secrets, http(tenant), signIns);
  }

  Optional<SignInStore> signIns() {
    return signIns;
  }

  /// The way out for addresses that this tenant chose.
  GuardedHttp http(TenantId tenant) {
    return http.of(tenant);
  }

  ToolSourceStore store() {
    return store;
  }

  /// Reads the definitions now.
  CompletionStage<Void> refresh() {
    return store.load().thenAccept(this::apply);
  }

  private void look() {
    if (!isLooking.compareAndSet(false, true)) return;
    CompletableFuture.completedStage(store)
        .thenCompose(ToolSourceStore::change)
        .thenCompose(
            change ->
                change == appliedChange() ? CompletableFuture.completedStage(null) : refresh())
        .thenRun(this::step)
        .whenComplete(
            (_, failure) -> {
              isLooking.set(false);
              if (failure != null && !isFailing)
                LOG.warn("tool sources cannot be read; reading is retried", failure);
              isFailing = failure != null;
            });
  }

  private synchronized long appliedChange() {
    return applied;
  }

  /// Opens sources that are due, and approves the first tools of new ones.
  private void step() {
    for (var source : sources.values()) {
      source.step();
      source.remember();
      var kept = source.kept();
      source
          .unsettled()
          .ifPresent(
              first ->
                  store
                      .settle(kept.tenant(), kept.source(), first)
                      .whenComplete(
                          (_, failure) -> {
                            if (failure != null)
                              LOG.warn(
                                  "the tools of {} cannot be approved; it is retried",
                                  kept.source().name(),
                                  failure);
                          }));
    }
  }

  private synchronized void apply(Everything everything) {
    if (isClosed || everything.change() < applied) return;
    applied = everything.change();
    var next = new TreeMap<String, LiveSource>();
    for (var kept : everything.sources()) {
      var key = key(kept.tenant(), kept.source().name());
      next.put(key, live(kept, Optional.ofNullable(sources.get(key))));
    }
    var gone = new ArrayList<>(sources.values());
    gone.removeAll(next.values());
    sources = next;
    byTenant = next.values().stream().collect(Collectors.groupingBy(live -> live.kept().tenant()));
    gone.forEach(LiveSource::close);
    next.values().forEach(LiveSource::step);
  }

  private LiveSource live(Kept kept, Optional<LiveSource> before) {
    if (before.isPresent()
        && before.get().kept().source().isSameServer(kept.source())
        && before.get().isSignedInAs(kept)) {
      before.get().update(kept);
      return before.get();
    }
    return new LiveSource(kept, kind(kept.source().kind()), access(kept.tenant()));
  }

  private static String key(TenantId tenant, String name) {
    return tenant.value() + ":" + name;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    Map<String, LiveSource> all;
    synchronized (this) {
      isClosed = true;
      all = sources;
      sources = Map.of();
      byTenant = Map.of();
    }
    all.values().forEach(LiveSource::close);
  }
}
