package io.parley.tools.model.cache;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// A tool for everybody and one that tells everybody something else. Neither is ever called here:
/// what they found is in the prompts.
final class ShopTools implements Tools {
  static final ToolSpec SEARCH = spec("kb.search", false);
  static final ToolSpec STATUS = spec("fetch_status", true);
  static final List<ToolSpec> SPECS = List.of(SEARCH, STATUS);

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return SPECS;
  }

  @Override
  public Set<String> dependencies() {
    return Set.of("nothing");
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    throw new AssertionError("a cache calls no tool");
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    throw new AssertionError("a cache probes nothing");
  }

  private static ToolSpec spec(String name, boolean personal) {
    return new ToolSpec(
        name,
        name,
        "does something",
        Json.EMPTY_OBJECT,
        ToolPolicy.READ_ONLY,
        false,
        Duration.ofSeconds(1),
        "nothing",
        personal);
  }
}
