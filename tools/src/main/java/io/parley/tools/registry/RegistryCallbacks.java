package io.parley.tools.registry;

import io.parley.core.tool.source.ToolCallbacks;
import io.parley.tools.source.Background;
import io.parley.tools.source.CallbackId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Callbacks to tools of [RegisteredTools]: the source of the tool checks them, as it is defined
/// now.
public record RegistryCallbacks(RegisteredTools tools) implements ToolCallbacks {
  @Override
  public CompletionStage<Read> read(Received received) {
    var id = CallbackId.parse(received.id());
    var source =
        id.flatMap(
            known ->
                tools
                    .of(known.session().tenant())
                    .filter(each -> each.offers(known.tool()))
                    .flatMap(each -> each.tools().stream())
                    .findFirst());
    return source.isEmpty()
        ? CompletableFuture.completedStage(new Read.Unknown())
        : Background.run("tool-callback", () -> source.get().answered(id.orElseThrow(), received));
  }
}
