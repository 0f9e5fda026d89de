package io.parley.core.tool;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A source of tools: built-in ones, those of another server, or several sources combined. Thread
/// safe; never blocks the caller.
public interface Tools {

  /// The tools that exist for this agent now, each name once; its definition decides which of them
  /// it may use. Answered from memory. The answer may differ at the next turn: a call under way
  /// keeps the terms that were recorded with it.
  List<ToolSpec> specs(TenantId tenant, AgentRef agent);

  /// The tool of this name, if there is one for this agent now.
  default Optional<ToolSpec> find(TenantId tenant, AgentRef agent, String name) {
    return specs(tenant, agent).stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /// Whether the source itself lets this agent use the tool, so that the agent's definition need
  /// not name it: that of a source which is added while the server runs.
  default boolean grants(TenantId tenant, AgentRef agent, String name) {
    return false;
  }

  /// The call's tool for display and metrics: an invented name becomes `unknown`.
  default String known(ToolCall call, ToolContext context) {
    return find(context.session().tenant(), context.agent(), call.tool())
        .map(ToolSpec::name)
        .orElse("unknown");
  }

  /// Dependencies of the tools of all tenants (see [ToolSpec#dependency]).
  Set<String> dependencies();

  /// Takes a call from the limits of its source, once, before its first attempt: why it must not be
  /// made, or empty.
  default CompletionStage<Optional<OverLimit>> admit(ToolCall call, ToolContext context) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /// Performs one attempt of `call`. Arguments that violate the schema, and tools that do not exist
  /// for this agent, give the outcome `REJECTED`, which tells the model what was expected. The
  /// stage fails with a [ToolFailure] when the dependency failed.
  CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context);

  /// The faults in the arguments of a call that is not made yet, in words for a person; empty if
  /// they fit, or if there is no such tool for this agent.
  default List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    return List.of();
  }

  /// Asks the dependency by the idempotency key what became of a call in doubt. A tool must not say
  /// that the call did not happen while a request that is still on its way could make it happen:
  /// then it cannot tell. The stage fails when the dependency does not answer.
  default CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
    return CompletableFuture.completedFuture(Finding.CANNOT_TELL);
  }

  /// Undoes the effect of a call in doubt, if it had one, by the undo that its tool declares; the
  /// same key again has no further effect.
  default CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
    return CompletableFuture.completedFuture(Finding.CANNOT_TELL);
  }

  /// Completes when the dependency answers a harmless question.
  CompletionStage<Void> probe(String dependency);
}
