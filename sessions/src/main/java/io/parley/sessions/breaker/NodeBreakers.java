package io.parley.sessions.breaker;

import io.parley.core.tool.Tools;
import io.parley.sessions.SessionSettings.BreakerSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<String, Dependency> dependencies = new ConcurrentHashMap<>();

  public NodeBreakers(ActorSystem<?> system, BreakerSettings settings, Tools tools) {
    this.system = system;
    this.settings = settings;
    this.tools = tools;
  }

  /// Makes `call` unless the dependency is broken; then the stage fails at once with Pekko's
  /// `CircuitBreakerOpenException`.
  public <T> CompletionStage<T> call(String dependency, Callable<CompletionStage<T>> call) {
    return of(dependency).breaker.callWithCircuitBreakerCS(call);
  }

  public boolean isBroken(String dependency) {
    return !of(dependency).breaker.isClosed();
  }

  /// Tells `follower` now and at each change whether `dependency` is broken.
  void follow(String dependency, ActorRef<ToolBreaker.Message> follower) {
    var followed = of(dependency);
    followed.followers.add(follower);
    follower.tell(new ToolBreaker.Changed(!followed.breaker.isClosed()));
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
    private final CircuitBreaker breaker;

    Dependency(String name) {
      this.name = name;
      this.breaker =
          CircuitBreaker.create(
                  Adapter.toClassic(system).scheduler(),
                  settings.failures(),
                  settings.callTimeout(),
                  settings.reset())
              .addOnOpenListener(() -> changed(true))
              .addOnHalfOpenListener(this::probe)
              .addOnCloseListener(() -> changed(false));
    }

    private void probe() {
      breaker
          .callWithCircuitBreakerCS(() -> tools.probe(name))
          .whenComplete(
              (_, failure) -> {
                if (failure != null) LOG.info("{} is still broken: {}", name, failure.toString());
              });
    }

    private void changed(boolean broken) {
      if (broken) LOG.warn("{} is broken: its tools are not offered until a probe succeeds", name);
      else LOG.info("{} answers again", name);
      followers.forEach(follower -> follower.tell(new ToolBreaker.Changed(broken)));
    }
  }
}
