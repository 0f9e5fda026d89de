package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.tool.ForwardingTools;
import io.parley.core.tool.OverLimit;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.http.json.JsonText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Tools with metrics of their attempts, by name; a name that a model made up counts as `unknown`.
public final class MeteredTools extends ForwardingTools {
  private final MeterRegistry registry;

  public MeteredTools(Tools tools, MeterRegistry registry) {
    super(tools);
    this.registry = registry;
  }

  @Override
  public CompletionStage<Optional<OverLimit>> admit(ToolCall call, ToolContext context) {
    return super.admit(call, context)
        .whenComplete(
            (refusal, _) -> {
              if (refusal == null) return;
              refusal.ifPresentOrElse(
                  over ->
                      registry
                          .counter(
                              "parley.tool.over.limit",
                              "tool",
                              known(call, context),
                              "limit",
                              JsonText.word(over.limit().period()))
                          .increment(),
                  () -> charge(call, context));
            });
  }

  /// Counts the cost of a call that is made.
  private void charge(ToolCall call, ToolContext context) {
    find(context.session().tenant(), context.agent(), call.tool())
        .flatMap(ToolSpec::cost)
        .ifPresent(
            cost ->
                registry
                    .counter(
                        "parley.tool.cost.micros", "tool", call.tool(), "currency", cost.currency())
                    .increment((double) cost.micros()));
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    long began = System.nanoTime();
    return super.call(call, context)
        .whenComplete(
            (outcome, failure) ->
                Timer.builder("parley.tool.attempts")
                    .tag("tool", known(call, context))
                    .tag("outcome", failure == null ? JsonText.word(outcome.kind()) : "error")
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - began)));
  }
}
