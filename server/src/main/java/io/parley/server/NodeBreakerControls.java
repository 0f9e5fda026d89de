package io.parley.server;

import io.parley.http.ops.breaker.BreakerControls;
import io.parley.sessions.breaker.NodeBreakers;
import io.parley.tools.model.routing.RoutedModel;
import java.util.List;
import java.util.stream.Stream;

/// The breakers of model providers and of tools' dependencies together.
final class NodeBreakerControls implements BreakerControls {
  private static final String PROVIDER = "provider:";
  private static final String TOOL = "tool:";

  private final RoutedModel models;
  private final NodeBreakers tools;

  NodeBreakerControls(RoutedModel models, NodeBreakers tools) {
    this.models = models;
    this.tools = tools;
  }

  @Override
  public List<Breaker> breakers() {
    var providers =
        models.providers().stream()
            .map(
                state ->
                    new Breaker(
                        PROVIDER + state.name(),
                        State.valueOf(state.breaker().name()),
                        state.failures(),
                        state.since()));
    var dependencies =
        tools.states().stream()
            .map(
                state ->
                    new Breaker(
                        TOOL + state.dependency(),
                        State.valueOf(state.state().name()),
                        state.failures(),
                        state.since()));
    return Stream.concat(providers, dependencies).toList();
  }

  @Override
  public boolean reset(String name) {
    if (name.startsWith(PROVIDER)) return models.reset(name.substring(PROVIDER.length()));
    return name.startsWith(TOOL) && tools.reset(name.substring(TOOL.length()));
  }
}
