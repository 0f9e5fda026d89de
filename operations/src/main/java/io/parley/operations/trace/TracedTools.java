package io.parley.operations.trace;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.parley.core.tool.ForwardingTools;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.Tools;
import io.parley.http.json.JsonText;
import java.util.concurrent.CompletionStage;

/// Tools with a span for each attempt at a call: `execute_tool NAME`. Arguments and results are
/// left out, and a name that a model made up is `unknown`.
final class TracedTools extends ForwardingTools {
  private final Tracer tracer;
  private final OpenTurns turns;

  TracedTools(Tools tools, Tracer tracer, OpenTurns turns) {
    super(tools);
    this.tracer = tracer;
    this.turns = turns;
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var name = known(call, context);
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
    return super.call(call, context)
        .whenComplete(
            (outcome, failure) -> {
              if (failure == null) span.setAttribute(Names.OUTCOME, JsonText.word(outcome.kind()));
              else
                span.setAttribute(Names.ERROR_TYPE, EdgeTrace.type(failure))
                    .setStatus(StatusCode.ERROR);
              span.end();
            });
  }
}
