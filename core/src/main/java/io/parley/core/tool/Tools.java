package io.parley.core.tool;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// A source of tools: those that come with Parley, those of another server, or several sources as
/// one. Thread safe; never blocks the caller.
public interface Tools {

  /// The tools that there are for this agent now, each name once; its definition says which of them
  /// it may use. Answered from memory. Another answer with the next turn is nothing unusual: a call
  /// that is under way keeps the terms that were recorded with it.
  List<ToolSpec> specs(TenantId tenant, AgentRef agent);

  /// The tool of this name, if there is one for this agent now.
  default Optional<ToolSpec> find(TenantId tenant, AgentRef agent, String name) {
    return specs(tenant, agent).stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /// The call's tool as it may be shown and counted: a name that a model made up is `unknown`.
  default String known(ToolCall call, ToolContext context) {
    return find(context.session().tenant(), context.agent(), call.tool())
        .map(ToolSpec::name)
        .orElse("unknown");
  }

  /// Dependencies of the tools of all tenants (see [ToolSpec#dependency]).
  Set<String> dependencies();

  /// Performs one attempt of `call`. Arguments that do not fit the schema, or a tool that is not
  /// there for this agent, are an outcome `REJECTED` that tells the model what was expected. The
  /// stage fails with a [ToolFailure] when the dependency failed.
  CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context);

  /// Completes when the dependency answers a harmless question.
  CompletionStage<Void> probe(String dependency);
}
