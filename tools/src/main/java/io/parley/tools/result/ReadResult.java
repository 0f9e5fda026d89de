package io.parley.tools.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// `tool.result`: a part of a long result of the same session.
final class ReadResult implements Tool {
  private static final Duration DEADLINE = Duration.ofSeconds(8);
  private static final String DEPENDENCY = "results";
  private static final SessionKey PROBE = new SessionKey(TenantId.DEFAULT, new SessionId("probe"));

  private final ToolResults results;
  private final ResultSettings settings;
  private final ToolSpec spec;

  ReadResult(ToolResults results, ResultSettings settings) {
    this.results = results;
    this.settings = settings;
    this.spec =
        new ToolSpec(
            ToolResults.TOOL,
            "Reading on",
            "Reads on in a long result of an earlier call, of which you got only the beginning.",
            schema(),
            ToolPolicy.READ_ONLY,
            false,
            DEADLINE,
            DEPENDENCY,
            true);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
    var call = arguments.get("call").asText();
    long offset = arguments.get("offset").asLong();
    return find(context.session(), call)
        .thenApply(kept -> kept.map(text -> part(call, text, offset)).orElseGet(() -> none(call)));
  }

  @Override
  public CompletionStage<?> probe() {
    return find(PROBE, "0.0");
  }

  private CompletionStage<Optional<String>> find(SessionKey session, String call) {
    return results
        .find(session, call)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    ToolFailure.notSent(DEPENDENCY + " did not answer", failure)));
  }

  private ToolOutcome part(String call, String text, long offset) {
    int from = (int) Math.min(offset, text.length());
    int end = LongResult.end(text, from, settings.page());
    var result = Jackson.object();
    result.put("call", call).put("offset", from).put("characters", text.length());
    if (end < text.length()) result.put("next", end);
    else if (text.length() >= settings.keptMax() - 1)
      result.put("note", "The result may go on: more of it was not kept.");
    result.put("text", text.substring(from, end));
    return ToolOutcome.succeeded(Jackson.json(result), List.of());
  }

  private static ToolOutcome none(String call) {
    var result = Jackson.object();
    result.put("error", "no long result of call " + call + " is kept; make the call again");
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, Jackson.json(result));
  }

  private static Json schema() {
    try (var in = ReadResult.class.getResourceAsStream("/tools/" + ToolResults.TOOL + ".json")) {
      if (in == null) throw new IllegalStateException("no schema for " + ToolResults.TOOL);
      return Jackson.json(
          Jackson.tree(new Json(new String(in.readAllBytes(), StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException("the schema of " + ToolResults.TOOL, e);
    }
  }
}
