package io.parley.tools.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.FixedTools;
import io.parley.tools.source.Tool;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeptResultsTest {
  private static final ResultSettings SETTINGS = new ResultSettings(40, 100, 30);
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
  private static final SessionKey OTHER = new SessionKey(TenantId.DEFAULT, new SessionId("s2"));

  private final Map<String, String> kept = new HashMap<>();
  private CompletionStage<Void> storing = CompletableFuture.completedFuture(null);
  private String answer = "\"short\"";
  private final Tools tools =
      KeptResults.of(List.of(new FixedTools(List.of(new Lists()))), new InMemory(), SETTINGS);

  @Test
  void a_short_result_stays_as_it_is() {
    assertThat(call(SESSION, "list", "{}").result().text()).isEqualTo("\"short\"");
    assertThat(kept).isEmpty();
  }

  @Test
  void a_long_result_is_read_in_parts_to_its_end() {
    answer = "{\"list\":\"" + "a\\n\uD83D\uDE00".repeat(12) + "\"}";
    var first = call(SESSION, "list", "{}");
    assertThat(first.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(LongResult.isReadable(first.result())).isTrue();
    var told = Jackson.tree(first.result());
    assertThat(told.path("readOn").asText()).isEqualTo("tool.result");
    assertThat(told.path("characters").asInt()).isEqualTo(answer.length());
    var read = new StringBuilder(told.path("beginning").asText());
    var next = told.path("offset");
    assertThat(read).hasSize(next.asInt()).hasSizeLessThanOrEqualTo(40);
    while (!next.isMissingNode()) {
      var part = Jackson.tree(read(SESSION, "3.1", next.asInt()).result());
      assertThat(part.path("text").asText()).hasSizeLessThanOrEqualTo(30);
      read.append(part.path("text").asText());
      next = part.path("next");
    }
    assertThat(read).hasToString(answer);
  }

  @Test
  void of_a_very_long_result_the_beginning_is_kept() {
    answer = "\"" + "x".repeat(500) + "\"";
    assertThat(Jackson.tree(call(SESSION, "list", "{}").result()).path("characters").asInt())
        .isEqualTo(502);
    assertThat(kept.values()).containsExactly("\"" + "x".repeat(99));
    var end = Jackson.tree(read(SESSION, "3.1", 90).result());
    assertThat(end.path("text").asText()).isEqualTo("x".repeat(10));
    assertThat(end.path("note").asText()).contains("not kept");
    assertThat(Jackson.tree(read(SESSION, "3.1", 9_000).result()).path("text").asText()).isEmpty();
  }

  @Test
  void another_session_reads_nothing() {
    answer = "\"" + "x".repeat(50) + "\"";
    call(SESSION, "list", "{}");
    var refused = read(OTHER, "3.1", 0);
    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refused.result().text()).contains("no long result of call 3.1");
  }

  @Test
  void a_result_that_cannot_be_kept_is_shortened_and_the_call_has_succeeded() {
    answer = "\"" + "x".repeat(50) + "\"";
    storing = CompletableFuture.failedFuture(new IllegalStateException("no database"));
    var outcome = call(SESSION, "list", "{}");
    assertThat(outcome.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(LongResult.isReadable(outcome.result())).isFalse();
    assertThat(Jackson.tree(outcome.result()).path("note").asText()).contains("not available");
    assertThat(Jackson.tree(outcome.result()).path("beginning").asText()).hasSize(40);
  }

  private ToolOutcome read(SessionKey session, String call, int offset) {
    return call(
        session, ToolResults.TOOL, "{\"call\":\"%s\",\"offset\":%d}".formatted(call, offset));
  }

  private ToolOutcome call(SessionKey session, String tool, String arguments) {
    return tools
        .call(
            new ToolCall("3.1", tool, new Json(arguments)),
            new ToolContext(session, new AgentRef("support", 1), Optional.empty(), "key"))
        .toCompletableFuture()
        .join();
  }

  private final class InMemory implements ToolResults {
    @Override
    public CompletionStage<Void> keep(SessionKey session, String call, String text) {
      kept.put(session + call, text);
      return storing;
    }

    @Override
    public CompletionStage<Optional<String>> find(SessionKey session, String call) {
      return CompletableFuture.completedFuture(Optional.ofNullable(kept.get(session + call)));
    }
  }

  private final class Lists implements Tool {
    @Override
    public ToolSpec spec() {
      return new ToolSpec(
          "list",
          "Listing",
          "Lists all.",
          Json.EMPTY_OBJECT,
          ToolPolicy.READ_ONLY,
          false,
          Duration.ofSeconds(1),
          "desk",
          false);
    }

    @Override
    public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
      return CompletableFuture.completedFuture(ToolOutcome.succeeded(new Json(answer), List.of()));
    }

    @Override
    public CompletionStage<?> probe() {
      return CompletableFuture.completedFuture(true);
    }
  }
}
