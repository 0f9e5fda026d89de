package io.parley.tools.source;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.tools.json.Jackson;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Tools that are the same for every tenant and agent. Arguments are checked against the schema
/// before a tool sees them.
public final class FixedTools implements Tools {
  private final Map<String, Entry> tools = new LinkedHashMap<>();
  private final List<ToolSpec> specs;

  private record Entry(Tool tool, Parameters parameters) {}

  public FixedTools(List<Tool> tools) {
    for (var tool : tools) {
      var spec = tool.spec();
      var entry = new Entry(tool, Parameters.of(spec));
      if (this.tools.put(spec.name(), entry) != null)
        throw new IllegalArgumentException("two tools are named " + spec.name());
    }
    specs = tools.stream().map(Tool::spec).toList();
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return specs;
  }

  @Override
  public Set<String> dependencies() {
    return tools.values().stream()
        .map(entry -> entry.tool().spec().dependency())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var entry = tools.get(call.tool());
    if (entry == null)
      return CompletableFuture.completedFuture(unknown(call.tool(), tools.keySet()));
    var problems = entry.parameters().problems(call.arguments());
    return problems.isEmpty()
        ? entry.tool().call(Jackson.tree(call.arguments()), context)
        : CompletableFuture.completedFuture(entry.parameters().rejected(problems));
  }

  @Override
  public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    var entry = tools.get(call.tool());
    return entry == null ? List.of() : entry.parameters().problems(call.arguments());
  }

  @Override
  public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
    var entry = tools.get(call.tool());
    return entry == null
        ? CompletableFuture.completedFuture(Finding.CANNOT_TELL)
        : entry.tool().lookUp(Jackson.tree(call.arguments()), context);
  }

  @Override
  public CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
    var entry = tools.get(call.tool());
    return entry == null
        ? CompletableFuture.completedFuture(Finding.CANNOT_TELL)
        : entry.tool().compensate(Jackson.tree(call.arguments()), context);
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    var asked =
        tools.values().stream()
            .map(Entry::tool)
            .filter(tool -> tool.spec().dependency().equals(dependency))
            .map(tool -> tool.probe().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return asked.length == 0 ? nothingLeansOn(dependency) : CompletableFuture.allOf(asked);
  }

  /// The outcome of a call of an unknown tool, for the model to read.
  static ToolOutcome unknown(String name, Collection<String> expected) {
    var result = Jackson.object();
    result.put("error", "there is no tool " + name);
    var names = result.putArray("expected");
    expected.forEach(names::add);
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, Jackson.json(result));
  }

  static CompletionStage<Void> nothingLeansOn(String dependency) {
    return CompletableFuture.failedFuture(
        new IllegalArgumentException(
            "dependency %s (expected: one that a tool leans on)".formatted(dependency)));
  }
}
