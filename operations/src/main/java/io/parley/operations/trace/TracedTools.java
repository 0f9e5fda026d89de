package io.parley.operations.trace;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.http.json.JsonText;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Tools with a span for each attempt at a call: `execute_tool NAME`. Arguments and results are
/// left out, and a name that a model made up is `unknown`.
final class TracedTools implements Tools {
  private final Tools tools;
  private final Tracer tracer;
  private final OpenTurns turns;

  TracedTools(Tools tools, Tracer tracer, OpenTurns turns) {
    this.tools = tools;
    this.tracer = tracer;
    this.turns = turns;
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
    var name = tools.known(call, context);
    var span =
        tracer
            .spanBuilder("execute_tool " + name)
            .setParent(turns.context(context.session()))
            .setAttribute(Names.OPERATION, "execute_tool")
            .setAttribute(Names.TOOL, name)
            .setAttribute(Names.TOOL_CALL, call.id())
            .setAttribute(Names.CONVERSATION, context.session().session().value())
            .setAttribute(Names.TENANT, context.session().tenant().value())
            .startSpan();
    return tools
        .call(call, context)
        .whenComplete(
            (outcome, failure) -> {
              if (failure == null) span.setAttribute(Names.OUTCOME, JsonText.word(outcome.kind()));
              else
                span.setAttribute(Names.ERROR_TYPE, EdgeTrace.type(failure))
                    .setStatus(StatusCode.ERROR);
              span.end();
            });
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
