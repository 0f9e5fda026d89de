package io.parley.tools.model.own;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.Agents;
import io.parley.core.fault.Stages;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.own.OwnModels;
import io.parley.core.model.own.OwnModels.Loaded;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.model.own.OwnRoute;
import io.parley.core.model.own.OwnSet;
import io.parley.core.tenant.TenantId;
import io.parley.tools.change.ChangeWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that organisations bring, before the installation's: an organisation's own make all
/// its calls, or none if it brings none. Its agents name the model that they use. When its own
/// fail, the installation's are not asked: the organisation has chosen where its customers' words
/// go.
///
/// Each node knows the newest version of each and the newest budgets, and reads the number of
/// changes often. A call is made by the versions that the node knows when it begins; one under way
/// goes on with its own. An organisation's models are opened by its first call, and closed when one
/// was replaced or none was used for a while. Thread safe.
public final class OrganisationModels implements LanguageModel, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrganisationModels.class);

  /// Open models of all organisations. Each has a thread and connections of its own.
  static final int OPEN_MAX = 1_000;

  private static final Duration UNUSED_MAX = Duration.ofMinutes(2);

  /// Until models that could not be opened are tried again: each try reads the database, and is
  /// logged.
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final LanguageModel installation;
  private final OwnModels stored;
  private final Agents agents;
  private final Opener opener;
  private final LanguageModel lastResort;
  private final InstantSource clock;
  private final Map<TenantId, Known> known = new ConcurrentHashMap<>();
  private final Map<TenantId, OpenModels> open = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<OpenModels> replaced = new ConcurrentLinkedQueue<>();
  private final ChangeWatch watch;
  private volatile Consumer<TenantId> changed = _ -> {};
  private volatile long change;

  /// Opens models; they send nothing before their first call.
  @FunctionalInterface
  public interface Opener {
    /// @param keys those of the models that can be used, at least one
    /// @throws IllegalArgumentException if none can be opened, such as at an address that is not
    ///   allowed any more
    Opened open(Map<Version, String> keys);
  }

  /// The open models of an organisation.
  public interface Opened {
    /// A model that asks these, under their prices and budgets; empty if none of them is open.
    Optional<LanguageModel> along(OwnRoute route);

    /// Stops them and their threads.
    void close();
  }

  /// An organisation as this node knows it.
  private record Known(OwnSet own, Wanted wanted) {
    static Known nothing(TenantId tenant) {
      return new Known(OwnSet.NONE, new Wanted(tenant, 0, Map.of()));
    }
  }

  private OrganisationModels(
      LanguageModel installation,
      OwnModels stored,
      Agents agents,
      Opener opener,
      LanguageModel lastResort,
      InstantSource clock) {
    this.installation = installation;
    this.stored = stored;
    this.agents = agents;
    this.opener = opener;
    this.lastResort = lastResort;
    this.clock = clock;
    this.watch =
        new ChangeWatch(
            "parley-own-models",
            "models of organisations",
            stored::change,
            () -> change,
            () -> stored.since(change).thenAccept(this::learn));
  }

  /// Returns when all are loaded: no call may go to another model than its organisation's.
  ///
  /// @param agents say which model they use
  /// @param lastResort makes replies in place of models that cannot be opened
  /// @param every the time between two looks at the number of changes
  public static OrganisationModels start(
      LanguageModel installation,
      OwnModels stored,
      Agents agents,
      Opener opener,
      LanguageModel lastResort,
      Duration every,
      InstantSource clock) {
    var models = new OrganisationModels(installation, stored, agents, opener, lastResort, clock);
    models.learn(stored.since(0).toCompletableFuture().join());
    models.watch.every(every);
    models.watch.repeat(every, models::sweep);
    return models;
  }

  /// @param listener is told of each organisation whose models have changed on this node
  public void tell(Consumer<TenantId> listener) {
    changed = listener;
  }

  /// The installation's.
  @Override
  public String name() {
    return installation.name();
  }

  /// Whether an organisation brings a model, as far as this node knows.
  public boolean brings(TenantId tenant) {
    return !known(tenant).own().models().isEmpty();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var origin = prompt.origin();
    var now = known.get(origin.session().tenant());
    if (now == null) return installation.start(prompt, listener);
    var agent = agents.find(origin.session().tenant(), origin.agent());
    var route = now.own().route(agent.flatMap(AgentDefinition::model));
    if (route.isEmpty()) return installation.start(prompt, listener);
    // models that are closed meanwhile are opened once more
    return start(now.wanted(), route.get(), prompt, listener)
        .or(() -> start(now.wanted(), route.get(), prompt, listener))
        .orElseGet(() -> tooMany().start(prompt, listener));
  }

  private Optional<Cancellable> start(
      Wanted wanted, OwnRoute route, Prompt prompt, ReplyListener listener) {
    var models = opened(wanted);
    var call =
        models.flatMap(some -> some.start(route, prompt, listener, lastResort, clock.instant()));
    if (models.isPresent() && call.isEmpty()) open.remove(wanted.tenant(), models.get());
    return call;
  }

  private LanguageModel tooMany() {
    return new NotOpened(
        lastResort,
        new ModelFailure(
            Category.UNAVAILABLE,
            "the organisation's models are not opened (expected: at most %d of all organisations)"
                .formatted(OPEN_MAX),
            null));
  }

  /// Empty when too many are in use.
  private Optional<OpenModels> opened(Wanted wanted) {
    var now = open.get(wanted.tenant());
    if (now != null && now.wanted().isSameAs(wanted)) return Optional.of(now);
    if (now == null && !hasCapacityFor(wanted)) return Optional.empty();
    var running = new CompletableFuture<Opened>();
    var fresh = new OpenModels(wanted, running, clock.instant());
    var current =
        open.compute(
            wanted.tenant(),
            (_, before) -> {
              if (before != null && before.wanted().change() >= wanted.change()) return before;
              if (before != null) replaced.add(before);
              return fresh;
            });
    if (current == fresh) open(wanted, running);
    return Optional.of(current);
  }

  /// Whether these models may be opened, after others were closed if need be.
  private boolean hasCapacityFor(Wanted wanted) {
    while (openModels() + wanted.models().size() > OPEN_MAX) if (!closeUnused()) return false;
    return true;
  }

  private int openModels() {
    return open.values().stream().mapToInt(each -> each.wanted().models().size()).sum();
  }

  /// Closes the models of the organisation that has not used them for the longest time.
  ///
  /// @return false if all are in use
  private boolean closeUnused() {
    var oldest =
        open.values().stream()
            .filter(OpenModels::isIdle)
            .min(Comparator.comparing(OpenModels::used))
            .filter(models -> models.close(clock.instant(), Duration.ZERO));
    oldest.ifPresent(models -> open.remove(models.wanted().tenant(), models));
    return oldest.isPresent();
  }

  private void open(Wanted wanted, CompletableFuture<Opened> running) {
    keys(wanted)
        .thenCompose(keys -> opened(wanted, keys))
        .whenComplete(
            (opened, failure) -> {
              if (failure == null) {
                running.complete(opened);
                return;
              }
              LOG.warn(
                  "the models of the organisation {} cannot be opened: {}",
                  wanted.tenant(),
                  Stages.cause(failure).toString());
              running.completeExceptionally(failure);
            });
  }

  /// The keys that this node can read.
  private CompletionStage<Map<Version, String>> keys(Wanted wanted) {
    var all = CompletableFuture.<Map<Version, String>>completedStage(new HashMap<>());
    for (var version : wanted.models().values())
      all =
          all.thenCombine(
              stored.key(version),
              (keys, key) -> {
                key.ifPresent(text -> keys.put(version, text));
                return keys;
              });
    return all;
  }

  /// A version that another node replaced a moment ago has no key any more: then the newest ones
  /// are opened in place of all. Without a key that this node can read, a model is left out.
  private CompletionStage<Opened> opened(Wanted wanted, Map<Version, String> keys) {
    if (keys.size() == wanted.models().size())
      return CompletableFuture.completedStage(opener.open(keys));
    return look()
        .thenCompose(
            _ -> {
              var newest = known.get(wanted.tenant());
              if (newest != null && !newest.wanted().isSameAs(wanted)) return keys(newest.wanted());
              LOG.warn(
                  "{} of {} keys of models of the organisation {} can be read: models without one"
                      + " are left out",
                  keys.size(),
                  wanted.models().size(),
                  wanted.tenant());
              return CompletableFuture.completedStage(keys);
            })
        .thenApply(
            readable -> {
              if (readable.isEmpty()) throw noKey();
              return opener.open(readable);
            });
  }

  private static IllegalArgumentException noKey() {
    return new IllegalArgumentException(
        "their keys cannot be read (expected: the newest versions, and the key that encrypts them"
            + " in parley.secrets.keys)");
  }

  /// Learns what has changed until now: see [ChangeWatch#look].
  public CompletionStage<Void> look() {
    return watch.look();
  }

  private void learn(Loaded loaded) {
    var heads =
        loaded.heads().stream().collect(Collectors.groupingBy(head -> head.name().tenant()));
    heads.forEach(
        (tenant, some) -> {
          var own = known(tenant).own().with(some);
          known.put(tenant, new Known(own, new Wanted(tenant, loaded.change(), own.models())));
          changed.accept(tenant);
        });
    for (var version : loaded.budgets()) {
      var before = known(version.tenant());
      known.put(version.tenant(), new Known(before.own().with(version.budget()), before.wanted()));
    }
    change = loaded.change();
  }

  private Known known(TenantId tenant) {
    return known.getOrDefault(tenant, Known.nothing(tenant));
  }

  /// Closes what no call needs any more.
  void sweep() {
    var now = clock.instant();
    replaced.removeIf(models -> models.close(now, Duration.ZERO));
    open.values().removeIf(models -> models.hasFailed(now.minus(RETRY_AFTER)));
    for (var models : List.copyOf(open.values())) {
      var newest = known.get(models.wanted().tenant());
      boolean isWanted = newest != null && newest.wanted().isSameAs(models.wanted());
      if (models.close(now, isWanted ? UNUSED_MAX : Duration.ZERO))
        open.remove(models.wanted().tenant(), models);
    }
  }

  /// How many organisations have open models on this node; replaced ones count, too.
  int openCount() {
    return open.size() + replaced.size();
  }

  /// Calls under way end as if their servers had disconnected.
  @Override
  public void close() {
    watch.close();
    open.values().forEach(OpenModels::stop);
    replaced.forEach(OpenModels::stop);
  }
}
