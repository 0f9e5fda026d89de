package io.parley.sessions.breaker;

import io.parley.core.fault.BreakerState;
import io.parley.core.tool.Tools;
import io.parley.sessions.SessionSettings.BreakerSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.pattern.CircuitBreaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The circuit breakers of this node, one per dependency (M. Nygard, Release It!, ch. 5). An open
/// one lets nothing through; after `breaker.reset` it sends a probe of its own, not a customer's
/// call, and closes when that succeeds. Thread safe.
public final class NodeBreakers {
  private static final Logger LOG = LoggerFactory.getLogger(NodeBreakers.class);

  private final ActorSystem<?> system;
  private final BreakerSettings settings;
  private final Tools tools;
  private final InstantSource clock;
  private final Map<String, Dependency> dependencies = new ConcurrentHashMap<>();

  public NodeBreakers(
      ActorSystem<?> system, BreakerSettings settings, Tools tools, InstantSource clock) {
    this.clock = clock;
    this.system = system;
    this.settings = settings;
    this.tools = tools;
  }

  /// Makes `call` unless the dependency is broken; then the stage fails at once with Pekko's
  /// `CircuitBreakerOpenException`.
  public <T> CompletionStage<T> call(String dependency, Callable<CompletionStage<T>> call) {
    return of(dependency).current.breaker.callWithCircuitBreakerCS(call);
  }

  /// The same, for a call that can be cancelled: then its failure says nothing about the
  /// dependency.
  public <T> CompletionStage<T> call(
      String dependency, Callable<CompletionStage<T>> call, BooleanSupplier isCancelled) {
    return of(dependency)
        .current
        .breaker
        .callWithCircuitBreakerCS(
            call, (_, failure) -> failure.isPresent() && !isCancelled.getAsBoolean());
  }

  public boolean isBroken(String dependency) {
    return !of(dependency).current.breaker.isClosed();
  }

  /// Every dependency that was called so far, by name.
  public List<ToolBreakerState> states() {
    return dependencies.values().stream()
        .map(Dependency::state)
        .sorted(Comparator.comparing(ToolBreakerState::dependency))
        .toList();
  }

  /// Closes the breaker at once, whatever the outcome of earlier calls.
  ///
  /// @return false when no dependency of this name was ever called
  public boolean reset(String dependency) {
    var named = Optional.ofNullable(dependencies.get(dependency));
    named.ifPresent(Dependency::reset);
    return named.isPresent();
  }

  /// Calls `follower` now and at each change with whether `dependency` is broken.
  void follow(String dependency, ActorRef<ToolBreaker.Message> follower) {
    var followed = of(dependency);
    followed.followers.add(follower);
    follower.tell(new ToolBreaker.Changed(!followed.current.breaker.isClosed()));
  }

  void leave(String dependency, ActorRef<ToolBreaker.Message> follower) {
    of(dependency).followers.remove(follower);
  }

  private Dependency of(String name) {
    return dependencies.computeIfAbsent(name, Dependency::new);
  }

  private final class Dependency {
    private final String name;
    private final Set<ActorRef<ToolBreaker.Message>> followers = ConcurrentHashMap.newKeySet();
    private volatile Guarded current;

    Dependency(String name) {
      this.name = name;
      this.current = new Guarded(this);
    }

    ToolBreakerState state() {
      return current.state();
    }

    /// Pekko's breaker cannot be closed from outside: a new one replaces it, and the old one's
    /// results are ignored.
    void reset() {
      boolean wasBroken = !current.breaker.isClosed();
      current = new Guarded(this);
      if (wasBroken) changed(false);
    }

    void changed(boolean broken) {
      if (broken) LOG.warn("{} is broken: its tools are not offered until a probe succeeds", name);
      else LOG.info("{} answers again", name);
      followers.forEach(follower -> follower.tell(new ToolBreaker.Changed(broken)));
    }
  }

  /// A breaker and its last known state.
  private final class Guarded {
    private final Dependency of;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Instant> since = new AtomicReference<>();
    private final CircuitBreaker breaker;

    Guarded(Dependency of) {
      this.of = of;
      this.breaker =
          CircuitBreaker.create(
                  Adapter.toClassic(system).scheduler(),
                  settings.failures(),
                  settings.callTimeout(),
                  settings.reset())
              .addOnCallSuccessListener(_ -> failures.set(0))
              .addOnCallFailureListener(_ -> failures.incrementAndGet())
              .addOnCallTimeoutListener(_ -> failures.incrementAndGet())
              .addOnOpenListener(() -> changed(true))
              .addOnHalfOpenListener(this::probe)
              .addOnCloseListener(() -> changed(false));
    }

    ToolBreakerState state() {
      var state =
          breaker.isClosed()
              ? BreakerState.CLOSED
              : breaker.isHalfOpen() ? BreakerState.HALF_OPEN : BreakerState.OPEN;
      return new ToolBreakerState(of.name, state, failures.get(), Optional.ofNullable(since.get()));
    }

    private void probe() {
      if (of.current != this) return;
      breaker
          .callWithCircuitBreakerCS(() -> tools.probe(of.name))
          .whenComplete(
              (_, failure) -> {
                if (failure != null)
                  LOG.info("{} is still broken: {}", of.name, failure.toString());
              });
    }

    private void changed(boolean broken) {
      if (of.current != this) return;
      since.set(clock.instant());
      of.changed(broken);
    }
  }
}
