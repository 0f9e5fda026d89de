package io.parley.server;

import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.Agents;
import io.parley.http.site.Site;
import java.util.Optional;
import java.util.function.Function;

/// The colours of an organisation's default agent, for the button that opens its chat on other web
/// sites. Pages are made before agents are loaded.
final class ButtonColours implements Function<Site, Optional<Theme>> {
  private volatile Optional<Agents> agents = Optional.empty();

  /// Before a page is asked for.
  void are(Agents loaded) {
    agents = Optional.of(loaded);
  }

  @Override
  public Optional<Theme> apply(Site site) {
    return agents
        .flatMap(known -> known.current(site.tenant(), Optional.empty()))
        .map(agent -> agent.presentation().theme());
  }
}
