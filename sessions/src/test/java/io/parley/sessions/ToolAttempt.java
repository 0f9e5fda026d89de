package io.parley.sessions;

import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One attempt at a call, which the test answers.
public record ToolAttempt(
    ToolCall call, ToolContext context, CompletableFuture<ToolOutcome> outcome) {

  public void awaitCancelled() {
    var cancelled = new CompletableFuture<Void>();
    context.running().onCancel(() -> cancelled.complete(null));
    cancelled.orTimeout(ScriptedWorld.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
