package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.fake.Heard;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The adapter over real HTTP, against a double that speaks the real wire format.
class OpenAiModelTest {
  private static final String SECRET = "my-secret-question";
  private static final ToolSpec SEARCH =
      spec(
          "kb.search",
          """
          {"type":"object","properties":{"query":{"type":"string","maxLength":1000}},\
          "required":["query"],"additionalProperties":false,"$comment":"kept"}\
          """);
  private static final ToolSpec STATUS = spec("fetch_status", "{\"type\":\"object\"}");

  private final OpenAiDouble server = new OpenAiDouble();
  private OpenAiModel model;

  @AfterEach
  void close() {
    if (model != null) model.close();
    server.close();
  }

  // --- what comes back

  @Test
  void text_is_streamed_and_paid_for_by_the_provider_s_count() {
    server.streaming(
        Wire.role(),
        Wire.text("Hello"),
        Wire.text(", world"),
        Wire.finish("stop"),
        Wire.usage(1_000, 10),
        Wire.DONE);
    var heard = ask("prices { input-micros = 150000, output-micros = 600000, currency = USD }");
    var completion = heard.completion();
    assertThat(heard.chunks).containsExactly("Hello", ", world");
    assertThat(completion.toolRequests()).isEmpty();
    assertThat(completion.cited()).isEmpty();
    assertThat(completion.usage())
        .isEqualTo(new Usage("gpt-4o-mini-2024-07-18", 1_000, 10, 156, "USD", false));
  }

  @Test
  void characters_survive_every_edge_between_two_chunks() {
    server.streamingBytewise(
        Wire.role(), Wire.text("Škornji 🥾 für"), Wire.text(" 日本"), Wire.finish("stop"), Wire.DONE);
    var heard = ask("");
    heard.completion();
    assertThat(heard.chunks).containsExactly("Škornji 🥾 für", " 日本");
  }

  @Test
  void a_server_that_counts_no_tokens_gets_an_estimate() {
    server.streaming(Wire.text("Hello there"), Wire.finish("stop"), Wire.DONE);
    var usage = ask("").completion().usage();
    assertThat(usage.inputTokens()).isPositive();
    assertThat(usage.outputTokens()).isEqualTo(3);
  }

  @Test
  void a_tool_call_is_put_together_from_its_fragments() {
    server.streaming(
        Wire.role(),
        Wire.call(0, "call_a", "kb_search", ""),
        Wire.call(0, null, null, "{\"que"),
        Wire.call(0, null, null, "ry\":\"retu"),
        Wire.call(0, null, null, "rns\"}"),
        Wire.finish("tool_calls"),
        Wire.usage(50, 12),
        Wire.DONE);
    var heard = ask("");
    assertThat(heard.completion().toolRequests())
        .containsExactly(new ToolRequest("kb.search", new Json("{\"query\":\"returns\"}")));
    assertThat(heard.chunks).isEmpty();
  }

  @Test
  void two_parallel_calls_stay_two() {
    server.streaming(
        Wire.text("One moment."),
        Wire.call(0, "call_a", "kb_search", "{\"query\":\"a\"}"),
        Wire.call(1, "call_b", "fetch_status", "{\"kind\":"),
        Wire.call(1, null, null, "\"order\"}"),
        Wire.finish("tool_calls"),
        Wire.DONE);
    var heard = ask("");
    assertThat(heard.completion().toolRequests())
        .containsExactly(
            new ToolRequest("kb.search", new Json("{\"query\":\"a\"}")),
            new ToolRequest("fetch_status", new Json("{\"kind\":\"order\"}")));
    assertThat(heard.text()).isEqualTo("One moment.");
  }

  @Test
  void arguments_that_are_no_json_become_one_string_and_missing_ones_an_object() {
    server.streaming(
        Wire.call(0, "call_a", "kb_search", "{\"query\": oops"),
        Wire.call(1, "call_b", "fetch_status", ""),
        Wire.finish("tool_calls"),
        Wire.DONE);
    assertThat(ask("").completion().toolRequests())
        .containsExactly(
            new ToolRequest("kb.search", new Json("\"{\\\"query\\\": oops\"")),
            new ToolRequest("fetch_status", Json.EMPTY_OBJECT));
  }

  @Test
  void a_tool_that_was_never_offered_is_asked_for_by_the_model_s_own_name() {
    server.streaming(
        Wire.call(0, "call_a", "delete_everything", "{}"), Wire.finish("tool_calls"), Wire.DONE);
    assertThat(ask("").completion().toolRequests())
        .extracting(ToolRequest::tool)
        .containsExactly("delete_everything");
  }

  @Test
  void thoughts_are_kept_out_of_the_reply() {
    server.streaming(
        Wire.thought("The customer wants…"),
        Wire.text("<thi"),
        Wire.text("nk>secret plan</th"),
        Wire.text("ink>\n\nHello"),
        Wire.text(" <think>aloud"),
        Wire.finish("stop"),
        Wire.DONE);
    var heard = ask("");
    heard.completion();
    assertThat(heard.text()).isEqualTo("Hello <think>aloud");
  }

  @Test
  void an_answer_that_reached_its_limit_is_an_answer() {
    server.streaming(Wire.text("Once upon"), Wire.finish("length"), Wire.DONE);
    var heard = ask("");
    heard.completion();
    assertThat(heard.text()).isEqualTo("Once upon");
  }

  // --- what is sent

  @Test
  void a_prompt_is_sent_as_a_chat_with_tools_as_they_are() {
    server.streaming(Wire.text("ok"), Wire.finish("stop"), Wire.DONE);
    var call = new ToolCall("3.1", "kb.search", new Json("{\"query\":\"returns\"}"));
    var failed = new ToolCall("3.2", "fetch_status", new Json("{}"));
    ask(
            "api-key = sk-test",
            new Prompt(
                Purpose.REPLY,
                "You are helpful.",
                List.of(
                    new Earlier("They asked about order 1042."),
                    new Customer("hi"),
                    new Assistant("Hello!"),
                    new Colleague("I have sent it again."),
                    new Customer("thanks"),
                    new Customer("and returns?"),
                    new ToolUse(
                        call, ToolOutcome.succeeded(new Json("{\"passages\":[]}"), List.of())),
                    new ToolUse(
                        failed,
                        ToolOutcome.of(ToolOutcome.Kind.IN_DOUBT, new Json("{\"error\":\"x\"}")))),
                List.of(SEARCH, STATUS),
                321))
        .completion();

    var request = server.requests.getFirst();
    assertThat(server.authorizations).containsExactly("Bearer sk-test");
    assertThat(request.path("model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(request.path("stream").asBoolean()).isTrue();
    assertThat(request.path("stream_options").path("include_usage").asBoolean()).isTrue();
    assertThat(request.path("max_tokens").asInt()).isEqualTo(321);
    assertThat(request.has("temperature")).isFalse();

    var messages = request.path("messages");
    assertThat(roles(messages))
        .containsExactly("system", "user", "assistant", "user", "assistant", "tool", "tool");
    assertThat(messages.path(0).path("content").asText())
        .startsWith("You are helpful.\n\n# Earlier in this conversation")
        .contains("<notes>\nThey asked about order 1042.\n</notes>");
    assertThat(messages.path(2).path("content").asText())
        .isEqualTo("Hello!\n\n(A human colleague wrote to the customer:) I have sent it again.");
    assertThat(messages.path(3).path("content").asText()).isEqualTo("thanks\n\nand returns?");
    var calls = messages.path(4).path("tool_calls");
    assertThat(calls.path(0).path("id").asText()).isEqualTo("call_3_1");
    assertThat(calls.path(0).path("function").path("name").asText()).isEqualTo("kb_search");
    assertThat(calls.path(0).path("function").path("arguments").asText())
        .isEqualTo("{\"query\":\"returns\"}");
    assertThat(messages.path(5).path("tool_call_id").asText()).isEqualTo("call_3_1");
    assertThat(messages.path(5).path("content").asText()).isEqualTo("{\"passages\":[]}");
    assertThat(messages.path(6).path("content").asText())
        .isEqualTo("{\"outcome\":\"in-doubt\",\"result\":{\"error\":\"x\"}}");

    var function = request.path("tools").path(0).path("function");
    assertThat(request.path("tools").path(0).path("type").asText()).isEqualTo("function");
    assertThat(function.path("name").asText()).isEqualTo("kb_search");
    assertThat(function.path("description").asText()).isEqualTo("about kb.search");
    assertThat(function.path("parameters").toString()).isEqualTo(SEARCH.parameters().text());
  }

  @Test
  void without_tools_none_are_sent_and_settings_change_the_request() {
    server.streaming(Wire.text("ok"), Wire.finish("stop"), Wire.DONE);
    ask(
            "temperature = 0.2, output-limit = max_completion_tokens",
            new Prompt(Purpose.REPLY, "", List.of(new Customer(" ")), List.of(), 9))
        .completion();
    var request = server.requests.getFirst();
    assertThat(request.has("tools")).isFalse();
    assertThat(request.has("max_tokens")).isFalse();
    assertThat(request.path("max_completion_tokens").asInt()).isEqualTo(9);
    assertThat(request.path("temperature").asDouble()).isEqualTo(0.2);
    assertThat(roles(request.path("messages"))).containsExactly("user");
    assertThat(server.authorizations).containsExactly("null");
  }

  @Test
  void a_conversation_to_be_summarised_is_sent_as_material() {
    server.streaming(Wire.text("They talked."), Wire.finish("stop"), Wire.DONE);
    ask(
            "",
            new Prompt(
                Purpose.SUMMARY,
                "Summarise.",
                List.of(new Earlier("before"), new Customer("hi"), new Assistant("Hello!")),
                List.of(),
                100))
        .completion();
    var messages = server.requests.getFirst().path("messages");
    assertThat(roles(messages)).containsExactly("system", "user");
    assertThat(messages.path(1).path("content").asText())
        .isEqualTo(
            """
            <conversation>
            Earlier notes: before
            Customer: hi
            Assistant: Hello!
            </conversation>

            Write the summary now.\
            """);
  }

  // --- what goes wrong

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit_exceeded, RATE_LIMITED",
    "429, insufficient_quota, REFUSED",
    "500, server_error, UNAVAILABLE",
    "503, overloaded, UNAVAILABLE",
    "401, invalid_api_key, REFUSED",
    "400, context_length_exceeded, REFUSED",
    "404, model_not_found, REFUSED",
    "408, timeout, TIMEOUT",
    "302, moved, GARBAGE"
  })
  void a_status_becomes_a_category_and_its_words_stay_outside(
      int status, String code, Category category) {
    server.failing(
        status,
        "application/json",
        "{\"error\":{\"message\":\"about %s\",\"type\":\"t\",\"code\":\"%s\"}}"
            .formatted(SECRET, code));
    var failure = ask("").failure();
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure).hasMessage("the model's server answered %d %s".formatted(status, code));
    assertThat(failure.getCause()).isNull();
    assertThat(server.requests).hasSize(1); // it tries once
  }

  @Test
  void html_instead_of_a_stream_is_garbage() {
    server.failing(200, "text/html", "<html>" + SECRET + "</html>");
    assertThat(ask("").failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void an_error_page_of_a_proxy_is_unavailable() {
    server.failing(502, "text/html", "<html>Bad gateway</html>");
    var failure = ask("").failure();
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure).hasMessage("the model's server answered 502");
  }

  @Test
  void events_that_are_no_json_are_garbage() {
    server.streaming(Wire.text("Hel"), "{\"choices\": " + SECRET, Wire.finish("stop"), Wire.DONE);
    var failure = ask("").failure();
    assertThat(failure.category()).isEqualTo(Category.GARBAGE);
    assertThat(failure.toString()).doesNotContain(SECRET);
  }

  @Test
  void an_error_inside_the_stream_ends_it() {
    server.streaming(
        Wire.text("Hel"),
        "{\"error\":{\"message\":\"" + SECRET + "\",\"type\":\"server_error\",\"code\":null}}");
    var failure = ask("").failure();
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure).hasMessage("the model's server broke off server_error");
  }

  @Test
  void a_connection_that_is_cut_is_unavailable() {
    server.cutAfter(Wire.text("Hel"), Wire.text("lo"));
    var heard = ask("");
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(heard.text()).isEqualTo("Hello");
  }

  @Test
  void a_stream_that_ends_without_its_end_is_unavailable() {
    server.streaming(Wire.text("Hel"));
    assertThat(ask("").failure().category()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void an_answer_of_nothing_is_garbage_and_a_filtered_one_refused() {
    server.streaming(Wire.role(), Wire.finish("stop"), Wire.DONE);
    assertThat(ask("").failure().category()).isEqualTo(Category.GARBAGE);
    server.streaming(Wire.text("I"), Wire.finish("content_filter"), Wire.DONE);
    assertThat(ask("").failure().category()).isEqualTo(Category.REFUSED);
  }

  @Test
  void silence_before_and_within_an_answer_is_a_timeout() {
    server.silentAfter();
    assertThat(ask("silence-timeout = 100ms").failure().category()).isEqualTo(Category.TIMEOUT);
    server.silentAfter(Wire.text("Hel"));
    var heard = ask("silence-timeout = 300ms");
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(heard.text()).isEqualTo("Hel");
  }

  @Test
  void an_answer_without_end_is_a_timeout_and_the_connection_is_closed() {
    server.endlessAfter(CompletableFuture.completedFuture(null));
    assertThat(ask("total-timeout = 300ms").failure().category())
        .isIn(Category.TIMEOUT, Category.GARBAGE);
    server.hungUp.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void a_server_that_is_not_there_is_unavailable() {
    var gone = server.url();
    server.close();
    var heard = new Heard();
    model = model(gone, "");
    model.start(prompt(), heard);
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
  }

  // --- ends from outside, limits

  @Test
  void cancelling_closes_the_connection_and_nothing_more_is_heard() {
    var go = new CompletableFuture<Void>();
    server.endlessAfter(go, Wire.text("Hel"));
    model = model(server.url(), "");
    var heard = new Heard();
    var call = model.start(prompt(), heard);
    heard.begun.orTimeout(20, TimeUnit.SECONDS).join();
    call.cancel();
    call.cancel();
    go.complete(null);
    server.hungUp.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(heard.chunks).containsExactly("Hel");
    assertThat(heard.ended()).isFalse();
  }

  @Test
  void one_call_more_than_allowed_fails_at_once_and_a_cancelled_one_makes_room() {
    server.silentAfter(Wire.text("Hel"));
    model = model(server.url(), "calls-max = 1");
    var first = new Heard();
    var call = model.start(prompt(), first);
    first.begun.orTimeout(20, TimeUnit.SECONDS).join();
    var second = new Heard();
    model.start(prompt(), second);
    assertThat(second.failure().category()).isEqualTo(Category.UNAVAILABLE);

    call.cancel();
    server.streaming(Wire.text("ok"), Wire.finish("stop"), Wire.DONE);
    var third = new Heard();
    model.start(prompt(), third);
    third.completion();
  }

  @Test
  void closing_the_model_ends_its_calls_and_refuses_new_ones() {
    server.silentAfter(Wire.text("Hel"));
    var heard = ask("");
    heard.begun.orTimeout(20, TimeUnit.SECONDS).join();
    model.close();
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    var late = new Heard();
    model.start(prompt(), late);
    assertThat(late.failure().category()).isEqualTo(Category.UNAVAILABLE);
  }

  private Heard ask(String overrides) {
    return ask(overrides, prompt());
  }

  private Heard ask(String overrides, Prompt prompt) {
    if (model != null) model.close();
    model = model(server.url(), overrides);
    var heard = new Heard();
    model.start(prompt, heard);
    return heard;
  }

  private static Prompt prompt() {
    return new Prompt(
        Purpose.REPLY,
        "You are helpful.",
        List.<PromptMessage>of(new Customer(SECRET)),
        List.of(SEARCH, STATUS),
        100);
  }

  private static OpenAiModel model(URI url, String overrides) {
    var config =
        ConfigFactory.parseString(
                "parley.model.openai { base-url = \"%s\", %s }".formatted(url, overrides))
            .withFallback(ConfigFactory.defaultReference().resolve());
    return new OpenAiModel(OpenAiSettings.from(config, "gpt-4o-mini"));
  }

  private static List<String> roles(JsonNode messages) {
    return messages.valueStream().map(message -> message.path("role").asText()).toList();
  }

  private static ToolSpec spec(String name, String parameters) {
    return new ToolSpec(
        name,
        name,
        "about " + name,
        new Json(parameters),
        ToolPolicy.RETRY_WITH_KEY,
        false,
        Duration.ofSeconds(1),
        "none");
  }
}
