package io.parley.tools.model.own;

import io.parley.core.fault.Stages;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.own.OwnModels;
import io.parley.core.model.own.OwnModels.Head;
import io.parley.core.model.own.OwnModels.Loaded;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models that organisations bring, before the installation's: an organisation's own makes all
/// its calls, or none if it brings none. When its own fails, the installation's is not asked: the
/// organisation has chosen where its customers' words go.
///
/// Each node knows the newest version of each, and reads the number of changes often. A call is
/// made by the version that the node knows when it begins; one under way goes on with its own. A
/// model is opened by its first call, and closed when it was replaced or not used for a while.
/// Thread safe.
public final class OrganisationModels implements LanguageModel, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrganisationModels.class);

  /// Each has a thread and connections of its own.
  static final int OPEN_MAX = 1_000;

  private static final Duration UNUSED_MAX = Duration.ofMinutes(2);

  /// Until a model that could not be opened is tried again: each try reads the database, and is
  /// logged.
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final LanguageModel installation;
  private final OwnModels stored;
  private final Opener opener;
  private final LanguageModel lastResort;
  private final InstantSource clock;
  private final Map<TenantId, Version> known = new ConcurrentHashMap<>();
  private final Map<TenantId, OpenModel> open = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<OpenModel> replaced = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parley-own-models").factory());

  /// One look after the other; see [#look].
  private CompletionStage<Void> looks = CompletableFuture.completedStage(null);

  private volatile Consumer<TenantId> changed = _ -> {};
  private volatile long change;
  private volatile boolean isFailing;

  /// Opens a model; it sends nothing before its first call.
  @FunctionalInterface
  public interface Opener {
    /// @throws IllegalArgumentException if it cannot be opened, such as at an address that is not
    ///   allowed any more
    Opened open(Version version, String key);
  }

  /// @param close stops it and its threads
  public record Opened(LanguageModel model, Runnable close) {}

  private OrganisationModels(
      LanguageModel installation,
      OwnModels stored,
      Opener opener,
      LanguageModel lastResort,
      InstantSource clock) {
    this.installation = installation;
    this.stored = stored;
    this.opener = opener;
    this.lastResort = lastResort;
    this.clock = clock;
  }

  /// Returns when all are loaded: no call may go to another model than its organisation's.
  ///
  /// @param lastResort makes replies in place of a model that cannot be opened
  /// @param every the time between two looks at the number of changes
  public static OrganisationModels start(
      LanguageModel installation,
      OwnModels stored,
      Opener opener,
      LanguageModel lastResort,
      Duration every,
      InstantSource clock) {
    var models = new OrganisationModels(installation, stored, opener, lastResort, clock);
    models.learn(stored.since(0).toCompletableFuture().join());
    var _ =
        models.timer.scheduleWithFixedDelay(
            models::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return models;
  }

  /// @param listener is told of each organisation whose model has changed on this node
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
    return known.containsKey(tenant);
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var tenant = prompt.origin().session().tenant();
    var version = known.get(tenant);
    if (version == null) return installation.start(prompt, listener);
    // a model that is closed meanwhile is opened once more
    return start(version, prompt, listener)
        .or(() -> start(version, prompt, listener))
        .orElseGet(() -> tooMany().start(prompt, listener));
  }

  private Optional<Cancellable> start(Version version, Prompt prompt, ReplyListener listener) {
    var model = opened(version);
    var call = model.flatMap(one -> one.start(prompt, listener, lastResort, clock.instant()));
    if (model.isPresent() && call.isEmpty()) open.remove(version.tenant(), model.get());
    return call;
  }

  private LanguageModel tooMany() {
    return new NotOpened(
        lastResort,
        new ModelFailure(
            Category.UNAVAILABLE,
            "the organisation's model is not opened (expected: at most %d open ones)"
                .formatted(OPEN_MAX),
            null));
  }

  /// Empty when too many are in use.
  private Optional<OpenModel> opened(Version version) {
    var now = open.get(version.tenant());
    if (now != null && now.version().equals(version)) return Optional.of(now);
    if (now == null && open.size() >= OPEN_MAX && !makeRoom()) return Optional.empty();
    var running = new CompletableFuture<Opened>();
    var fresh = new OpenModel(version, running, clock.instant());
    var current =
        open.compute(
            version.tenant(),
            (_, before) -> {
              if (before != null && before.version().number() >= version.number()) return before;
              if (before != null) replaced.add(before);
              return fresh;
            });
    if (current == fresh) open(version, running);
    return Optional.of(current);
  }

  /// Closes the model that was not used for the longest time.
  ///
  /// @return false if all are in use
  private boolean makeRoom() {
    var oldest =
        open.values().stream()
            .filter(OpenModel::isIdle)
            .min(Comparator.comparing(OpenModel::used))
            .filter(model -> model.close(clock.instant(), Duration.ZERO));
    oldest.ifPresent(model -> open.remove(model.version().tenant(), model));
    return oldest.isPresent();
  }

  private void open(Version version, CompletableFuture<Opened> running) {
    stored
        .key(version)
        .thenCompose(key -> opened(version, key))
        .whenComplete(
            (opened, failure) -> {
              if (failure == null) {
                running.complete(opened);
                return;
              }
              LOG.warn(
                  "the model of the organisation {} cannot be opened: {}",
                  version.tenant(),
                  Stages.cause(failure).toString());
              running.completeExceptionally(failure);
            });
  }

  /// A version that another node replaced a moment ago has no key any more: then the newest one is
  /// opened in its place.
  private CompletionStage<Opened> opened(Version version, Optional<String> key) {
    if (key.isPresent()) return CompletableFuture.completedStage(opener.open(version, key.get()));
    return look()
        .thenCompose(
            _ -> {
              var newest = known.get(version.tenant());
              if (newest == null || newest.equals(version)) throw noKey();
              return stored
                  .key(newest)
                  .thenApply(
                      later -> opener.open(newest, later.orElseThrow(OrganisationModels::noKey)));
            });
  }

  private static IllegalArgumentException noKey() {
    return new IllegalArgumentException(
        "its key cannot be read (expected: the newest version, and the key that encrypts it in"
            + " parley.secrets.keys)");
  }

  private void tick() {
    if (isLooking.compareAndSet(false, true)) {
      var _ = look().whenComplete((_, _) -> isLooking.set(false));
    }
    try {
      sweep();
    } catch (RuntimeException e) {
      // an exception must not stop the timer
      LOG.error("a model of an organisation could not be closed", e);
    }
  }

  /// Learns what has changed until now: for the node that has stored a change. Completes also when
  /// the database does not answer; the next look follows soon.
  public synchronized CompletionStage<Void> look() {
    looks =
        looks
            .thenCompose(_ -> stored.change())
            .thenCompose(
                newest ->
                    newest == change
                        ? CompletableFuture.<Void>completedStage(null)
                        : stored.since(change).thenAccept(this::learn))
            .<Void>handle(
                (_, failure) -> {
                  if (failure != null && !isFailing)
                    LOG.warn(
                        "models of organisations cannot be read; those known still answer",
                        failure);
                  isFailing = failure != null;
                  return null;
                });
    return looks;
  }

  private void learn(Loaded loaded) {
    loaded.heads().forEach(this::learn);
    change = loaded.change();
  }

  private void learn(Head head) {
    var tenant = head.tenant();
    if (head.current().isPresent()) known.put(tenant, head.current().get());
    else known.remove(tenant);
    changed.accept(tenant);
  }

  /// Closes what no call needs any more.
  void sweep() {
    var now = clock.instant();
    replaced.removeIf(model -> model.close(now, Duration.ZERO));
    open.values().removeIf(model -> model.hasFailed(now.minus(RETRY_AFTER)));
    for (var model : List.copyOf(open.values())) {
      var wanted = known.get(model.version().tenant());
      var unused = model.version().equals(wanted) ? UNUSED_MAX : Duration.ZERO;
      if (model.close(now, unused)) open.remove(model.version().tenant(), model);
    }
  }

  /// How many are open on this node.
  int openCount() {
    return open.size() + replaced.size();
  }

  /// Calls under way end as if their servers had disconnected.
  @Override
  public void close() {
    timer.shutdownNow();
    open.values().forEach(OpenModel::stop);
    replaced.forEach(OpenModel::stop);
  }
}
