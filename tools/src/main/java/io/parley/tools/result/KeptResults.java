package io.parley.tools.result;

import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.ForwardingTools;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.Tools;
import io.parley.core.tool.source.ToolCallbacks;
import io.parley.core.tool.source.ToolCallbacks.Read;
import io.parley.tools.source.FixedTools;
import io.parley.tools.source.ToolSources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tools whose long results are kept: the model gets the beginning, and the tool `tool.result`
/// reads on. A result that cannot be kept is shortened all the same: the call has had its effect.
public final class KeptResults extends ForwardingTools {
  private static final Logger LOG = LoggerFactory.getLogger(KeptResults.class);

  /// The call has been made: its answer must not wait until its deadline has passed.
  private static final long KEEP_SECONDS_MAX = 2;

  private final ToolResults results;
  private final ResultSettings settings;

  private KeptResults(Tools tools, ToolResults results, ResultSettings settings) {
    super(tools);
    this.results = results;
    this.settings = settings;
  }

  /// `tool.result` and all of `sources`.
  public static Tools of(List<Tools> sources, ToolResults results, ResultSettings settings) {
    var reading = new FixedTools(List.of(new ReadResult(results, settings)));
    var kept = new KeptResults(new ToolSources(sources), results, settings);
    return new ToolSources(List.of(reading, kept));
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    return super.call(call, context)
        .thenCompose(outcome -> keep(outcome, context.session(), call.id(), results, settings));
  }

  /// Callbacks whose long answers are kept in the same way.
  public static ToolCallbacks answers(
      ToolCallbacks callbacks, ToolResults results, ResultSettings settings) {
    return received ->
        callbacks
            .read(received)
            .thenCompose(
                read ->
                    read instanceof Read.Answer answer
                        ? keep(answer.outcome(), answer.session(), answer.call(), results, settings)
                            .thenApply(answer::with)
                        : CompletableFuture.completedStage(read));
  }

  private static CompletionStage<ToolOutcome> keep(
      ToolOutcome outcome,
      SessionKey session,
      String call,
      ToolResults results,
      ResultSettings settings) {
    if (outcome.result().text().length() <= settings.shownMax())
      return CompletableFuture.completedFuture(outcome);
    var text = outcome.result().text();
    var kept = text.substring(0, LongResult.end(text, 0, settings.keptMax()));
    return results
        .keep(session, call, kept)
        .toCompletableFuture()
        .copy()
        .orTimeout(KEEP_SECONDS_MAX, TimeUnit.SECONDS)
        .handle(
            (_, failure) -> {
              if (failure != null)
                LOG.warn("a long result was not kept: {}", failure.getClass().getSimpleName());
              return new ToolOutcome(
                  outcome.kind(),
                  LongResult.shortened(
                      call, outcome.result(), settings.shownMax(), failure == null),
                  outcome.sources());
            });
  }
}
