package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.http.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Tools with metrics of their attempts, by name; a name that a model made up counts as `unknown`.
public final class MeteredTools implements Tools {
  private final Tools tools;
  private final MeterRegistry registry;

  public MeteredTools(Tools tools, MeterRegistry registry) {
    this.tools = tools;
    this.registry = registry;
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
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    long began = System.nanoTime();
    return tools
        .call(call, context)
        .whenComplete(
            (outcome, failure) ->
                Timer.builder("parley.tool.attempts")
                    .tag("tool", tools.known(call, context))
                    .tag("outcome", failure == null ? JsonText.word(outcome.kind()) : "error")
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - began)));
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
