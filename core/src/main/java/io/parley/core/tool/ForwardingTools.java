package io.parley.core.tool;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Tools that add something to others, and pass on the rest.
public abstract class ForwardingTools implements Tools {
  private final Tools tools;

  protected ForwardingTools(Tools tools) {
    this.tools = tools;
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return tools.specs(tenant, agent);
  }

  @Override
  public boolean grants(TenantId tenant, AgentRef agent, String name) {
    return tools.grants(tenant, agent, name);
  }

  @Override
  public Set<String> dependencies() {
    return tools.dependencies();
  }

  @Override
  public CompletionStage<Optional<OverLimit>> admit(ToolCall call, ToolContext context) {
    return tools.admit(call, context);
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    return tools.call(call, context);
  }

  @Override
  public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    return tools.problems(tenant, agent, call);
  }

  @Override
  public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
    return tools.lookUp(call, context);
  }

  @Override
  public CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
    return tools.compensate(call, context);
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    return tools.probe(dependency);
  }
}
