package io.parley.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.parley.core.agent.AgentRef;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.TurnTraces;
import io.parley.sessions.TurnTraces.Beginning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// The spans of a node's work.
class TracingTest extends Traced {
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s-4711"));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final ModelProvider OPENAI = new ModelProvider("openai", true);

  private final ScriptedModel model = new ScriptedModel();

  @Test
  void a_request_its_turn_and_its_calls_are_one_trace() {
    var request = request("POST", "/v1/sessions/{id}/messages", CALLER);
    var turn = begin(1, 1, request.place());
    request.answered(202);
    turn.wrote(Instant.now(), 2);
    ask(Purpose.REPLY).text(WORDS);
    model.wantsTool();
    call("kb.search");
    ask(Purpose.REPLY);
    model.ends();
    turn.ended(completed());
    var root = collector.awaitNamed("POST /v1/sessions/{id}/messages");
    assertThat(root.trace()).isEqualTo(CALLERS_TRACE);
    assertThat(root.parent()).isEqualTo("b7ad6b7169203331");
    assertThat(root.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
    assertThat(root.attributes())
        .containsEntry("http.route", "/v1/sessions/{id}/messages")
        .containsEntry("http.response.status_code", "202");
    var drawn = collector.awaitNamed("parley.turn");
    assertThat(drawn.parent()).isEqualTo(root.id());
    assertThat(turn.place().orElseThrow().span()).isEqualTo(drawn.id());
    assertThat(drawn.attributes())
        .containsEntry("gen_ai.conversation.id", "s-4711")
        .containsEntry("parley.turn.number", "1")
        .containsEntry("gen_ai.usage.output_tokens", "5")
        .containsEntry("parley.outcome", "reply-completed");
    assertThat(collector.spans())
        .filteredOn(span -> span.parent().equals(drawn.id()))
        .extracting(OtlpCollector.Seen::name)
        .containsExactlyInAnyOrder(
            "journal write", "chat gpt-test", "execute_tool kb.search", "chat gpt-test");
    assertThat(collector.spans()).extracting(OtlpCollector.Seen::trace).containsOnly(root.trace());
  }

  @Test
  void a_model_call_has_the_semantic_convention_attributes() {
    var turn = begin(1, 1, Optional.empty());
    ask(Purpose.REPLY).text(WORDS);
    model.wantsTool();
    ask(Purpose.REPLY).failed(new ModelFailure(ModelFailure.Category.RATE_LIMITED, WORDS, null));
    var cancelled = tracing.traced(model, OPENAI).start(prompt(Purpose.REPLY), new Deaf());
    cancelled.cancel();
    turn.ended(new TurnEvent.TurnFailed(1, new Problem("model-unavailable", "", ""), NOON));
    var called = collector.await("tools", span -> span.attribute("parley.outcome").equals("tools"));
    assertThat(called.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
    assertThat(called.attributes())
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.request.model", "gpt-test")
        .containsEntry("gen_ai.request.max_tokens", "9")
        .containsEntry("gen_ai.response.model", "gpt-test-2026")
        .containsEntry("gen_ai.usage.input_tokens", "10")
        .containsEntry("gen_ai.usage.output_tokens", "5")
        .containsEntry("gen_ai.response.finish_reasons", "[tool_calls]")
        .containsEntry("gen_ai.conversation.id", "s-4711")
        .containsEntry("parley.model.purpose", "reply")
        .containsKey("gen_ai.response.time_to_first_chunk");
    var failed =
        collector.await("failed", span -> span.attribute("parley.outcome").equals("failed"));
    assertThat(failed.isError()).isTrue();
    assertThat(failed.attribute("error.type")).isEqualTo("rate-limited");
    collector.await("cancelled", span -> span.attribute("parley.outcome").equals("cancelled"));
    var drawn = collector.awaitNamed("parley.turn");
    assertThat(drawn.isError()).isTrue();
    assertThat(drawn.attribute("error.type")).isEqualTo("model-unavailable");
  }

  @Test
  void a_tool_call_has_its_name_and_outcome() {
    var turn = begin(1, 1, Optional.empty());
    call("kb.search");
    call(WORDS);
    turn.lost();
    var known = collector.awaitNamed("execute_tool kb.search");
    assertThat(known.attributes())
        .containsEntry("gen_ai.operation.name", "execute_tool")
        .containsEntry("gen_ai.tool.name", "kb.search")
        .containsEntry("gen_ai.tool.call.id", "1.1")
        .containsEntry("parley.outcome", "succeeded");
    var unknown = collector.awaitNamed("execute_tool unknown");
    assertThat(unknown.isError()).isTrue();
    assertThat(unknown.attribute("error.type")).isEqualTo("IllegalStateException");
    assertThat(collector.awaitNamed("parley.turn").attribute("parley.outcome")).isEqualTo("lost");
  }

  @Test
  void a_resumed_turn_is_a_linked_span_of_the_same_trace() {
    var first = begin(1, 1, Optional.empty());
    var place = first.place();
    var again = begin(1, 2, place);
    again.happened(new TurnEvent.TurnResumed(1, 3, NOON));
    again.ended(completed());
    var drawn = collector.awaitNamed("parley.turn");
    assertThat(drawn.trace()).isEqualTo(place.orElseThrow().trace());
    assertThat(drawn.parent()).isEqualTo(place.orElseThrow().span());
    assertThat(drawn.links()).containsExactly(place.orElseThrow().span());
    assertThat(drawn.events()).containsExactly("turn-resumed");
    assertThat(drawn.attribute("parley.turn.attempt")).isEqualTo("3");
  }

  @Test
  void a_socket_command_starts_a_trace() {
    var frame =
        tracing.frame(
            SESSION, new SessionCommand.Say("a", Party.CUSTOMER, WORDS, Channel.WEB, NOON));
    frame.answered(new Answer.Stored(2), null);
    tracing
        .frame(
            SESSION, new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.of(WORDS), NOON))
        .answered(null, new IllegalStateException(WORDS));
    var said = collector.awaitNamed("frame say");
    assertThat(said.parent()).isEmpty();
    assertThat(said.id()).isEqualTo(frame.place().orElseThrow().span());
    assertThat(said.attributes())
        .containsEntry("parley.command", "say")
        .containsEntry("gen_ai.conversation.id", "s-4711")
        .containsEntry("parley.outcome", "stored");
    assertThat(collector.awaitNamed("frame interrupt").attribute("error.type"))
        .isEqualTo("IllegalStateException");
  }

  @Test
  void summaries_have_traces_of_their_own() {
    var turn = begin(1, 1, Optional.empty());
    ask(Purpose.SUMMARY);
    model.ends();
    turn.ended(completed());
    var summary =
        collector.await(
            "summary", span -> span.attribute("parley.model.purpose").equals("summary"));
    assertThat(summary.parent()).isEmpty();
    assertThat(summary.trace()).isNotEqualTo(turn.place().orElseThrow().trace());
  }

  @Test
  void a_trace_that_is_not_sampled_is_not_sampled_anywhere() {
    tracing.close();
    tracing = tracing("sample-ratio = 0");
    var request = request("POST", "/v1/sessions", Optional.empty());
    assertThat(request.place().orElseThrow().isSampled()).isFalse();
    var turn = begin(1, 1, request.place());
    assertThat(turn.place()).isEmpty();
    ask(Purpose.REPLY);
    model.ends();
    turn.ended(completed());
    request.answered(201);
    tracing.close();
    assertThat(collector.spans()).isEmpty();
  }

  @Test
  void without_tracing_nothing_is_wrapped() {
    var off = Tracing.off();
    assertThat(off.traced(model, OPENAI)).isSameAs(model);
    assertThat(off.turns()).isSameAs(TurnTraces.NONE);
    assertThat(off.request("GET", "/v1/sessions", () -> CALLER)).isSameAs(EdgeTrace.NONE);
    assertThat(off.request("GET", "/v1/sessions", () -> CALLER).place()).isEmpty();
  }

  private TurnTraces.TurnTrace begin(int turn, int attempt, Optional<TraceParent> under) {
    return tracing.turns().begin(SESSION, new Beginning(turn, attempt, under, List.of()));
  }

  private ReplyListener ask(Purpose purpose) {
    tracing.traced(model, OPENAI).start(prompt(purpose), new Deaf());
    return model.listener;
  }

  private void call(String tool) {
    var context = new ToolContext(SESSION, new AgentRef("support", 1), Optional.of(WORDS), WORDS);
    tracing
        .traced(new OneTool())
        .call(new ToolCall("1.1", tool, new Json("\"" + WORDS + "\"")), context);
  }

  private static SessionEvent completed() {
    var usage = new Usage("gpt-test-2026", 10, 5, 0, "EUR", false);
    return new TurnEvent.ReplyCompleted(1, WORDS, List.of(), 12, 3, usage, false, NOON);
  }

  private static Prompt prompt(Purpose purpose) {
    var origin = new Origin(SESSION, new AgentRef("support", 1));
    var said = new PromptMessage.Customer(WORDS);
    return new Prompt(purpose, origin, WORDS, List.of(said), List.of(), 9);
  }

  /// A model with the answers of the test.
  private static final class ScriptedModel implements LanguageModel {
    private ReplyListener listener = new Deaf();

    @Override
    public String name() {
      return "gpt-test";
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener to) {
      listener = to;
      return () -> {};
    }

    void wantsTool() {
      listener.completed(
          new Completion(
              List.of(new ToolRequest("kb.search", Json.EMPTY_OBJECT)), Citations.ALL, usage()));
    }

    void ends() {
      listener.completed(new Completion(List.of(), Citations.ALL, usage()));
    }

    private static Usage usage() {
      return new Usage("gpt-test-2026", 10, 5, 0, "EUR", false);
    }
  }

  private static final class Deaf implements ReplyListener {
    @Override
    public void text(String chunk) {
      // no listener
    }

    @Override
    public void restarted() {
      // no listener
    }

    @Override
    public void completed(Completion completion) {
      // no listener
    }

    @Override
    public void failed(ModelFailure failure) {
      // no listener
    }
  }

  /// A search without results; any other tool fails.
  private static final class OneTool implements Tools {
    @Override
    public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
      return List.of(
          new ToolSpec(
              "kb.search",
              "Searching",
              "searches",
              Json.EMPTY_OBJECT,
              ToolPolicy.READ_ONLY,
              false,
              Duration.ofSeconds(1),
              "knowledge",
              false));
    }

    @Override
    public Set<String> dependencies() {
      return Set.of("knowledge");
    }

    @Override
    public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
      return call.tool().equals("kb.search")
          ? CompletableFuture.completedStage(
              ToolOutcome.succeeded(new Json("\"" + WORDS + "\""), List.of()))
          : CompletableFuture.failedStage(new IllegalStateException(WORDS));
    }

    @Override
    public CompletionStage<Void> probe(String dependency) {
      return CompletableFuture.completedStage(null);
    }
  }
}
