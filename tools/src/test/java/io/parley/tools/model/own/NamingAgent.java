package io.parley.tools.model.own;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.limit.RateLimit;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The one agent of all organisations, which names the model that the test wants.
final class NamingAgent implements Agents {
  private Optional<String> model = Optional.empty();

  void names(String wanted) {
    model = Optional.of(wanted);
  }

  @Override
  public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
    return find(tenant, new AgentRef("support", 1));
  }

  @Override
  public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
    var prompt = new PromptTemplate("support", 1, "Be kind.");
    var texts = new Texts("en", Optional.empty(), "How can we help?", List.of());
    return Optional.of(
        new AgentDefinition(
            ref,
            "Acme",
            new AgentPresentation(List.of(texts), new Theme("#1f5c4a", "#8fcdb4")),
            prompt,
            prompt,
            prompt,
            prompt,
            prompt,
            List.of(),
            Set.of(),
            new AgentLimits(2_000, 500, 5, 10, 0),
            new RateLimit(100, 100_000),
            model));
  }
}
