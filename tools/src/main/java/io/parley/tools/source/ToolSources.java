package io.parley.tools.source;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.OverLimit;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Several sources as one. Of two tools with the same name the earlier source's counts: no source
/// can replace the tool of an earlier one.
public final class ToolSources implements Tools {
  private final List<Tools> sources;

  /// @param sources in order of precedence
  public ToolSources(List<Tools> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    var byName = new LinkedHashMap<String, ToolSpec>();
    for (var source : sources)
      for (var spec : source.specs(tenant, agent)) byName.putIfAbsent(spec.name(), spec);
    return List.copyOf(byName.values());
  }

  @Override
  public Set<String> dependencies() {
    return sources.stream()
        .flatMap(source -> source.dependencies().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public CompletionStage<Optional<OverLimit>> admit(ToolCall call, ToolContext context) {
    return owner(call.tool(), context)
        .map(source -> source.admit(call, context))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var owner = owner(call.tool(), context);
    return owner.isPresent()
        ? owner.get().call(call, context)
        : CompletableFuture.completedFuture(FixedTools.unknown(call.tool(), names(context)));
  }

  @Override
  public boolean grants(TenantId tenant, AgentRef agent, String name) {
    return owner(name, tenant, agent).filter(own -> own.grants(tenant, agent, name)).isPresent();
  }

  @Override
  public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    return owner(call.tool(), tenant, agent)
        .map(source -> source.problems(tenant, agent, call))
        .orElse(List.of());
  }

  /// A tool that is gone cannot be asked.
  @Override
  public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
    return owner(call.tool(), context)
        .map(source -> source.lookUp(call, context))
        .orElseGet(() -> CompletableFuture.completedFuture(Finding.CANNOT_TELL));
  }

  @Override
  public CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
    return owner(call.tool(), context)
        .map(source -> source.compensate(call, context))
        .orElseGet(() -> CompletableFuture.completedFuture(Finding.CANNOT_TELL));
  }

  private Optional<Tools> owner(String tool, ToolContext context) {
    return owner(tool, context.session().tenant(), context.agent());
  }

  private Optional<Tools> owner(String tool, TenantId tenant, AgentRef agent) {
    return sources.stream()
        .filter(source -> source.find(tenant, agent, tool).isPresent())
        .findFirst();
  }

  private List<String> names(ToolContext context) {
    return specs(context.session().tenant(), context.agent()).stream().map(ToolSpec::name).toList();
  }

  /// Of two sources with one dependency both are probed, for they share its breaker.
  @Override
  public CompletionStage<Void> probe(String dependency) {
    var asked =
        sources.stream()
            .filter(source -> source.dependencies().contains(dependency))
            .map(source -> source.probe(dependency).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return asked.length == 0
        ? FixedTools.nothingLeansOn(dependency)
        : CompletableFuture.allOf(asked);
  }
}
