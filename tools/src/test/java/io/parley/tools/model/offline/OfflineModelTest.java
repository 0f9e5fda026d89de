package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.knowledge.fake.GatedEmbedder;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Heard;
import io.parley.tools.fake.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OfflineModelTest {
  private static final int ENOUGH = 800;

  @Test
  void streams_its_words_in_small_pieces_that_make_up_the_whole() {
    var heard = heard("hello", ENOUGH);
    heard.completion();
    assertThat(heard.chunks).hasSizeGreaterThan(5);
    assertThat(heard.chunks)
        .allSatisfy(chunk -> assertThat(chunk.strip().split("\\s+")).hasSizeLessThanOrEqualTo(3));
    assertThat(heard.text()).startsWith("Hello, and welcome to Scree & Sorrel. I'm the shop's");
  }

  @Test
  void each_order_gets_its_own_answer_in_whatever_order_results_come() {
    var paid = use("1.1", "1042", "paid");
    var cancelled = use("1.2", "1040", "cancelled");
    for (var uses : List.of(List.of(paid, cancelled), List.of(cancelled, paid))) {
      var messages = new ArrayList<PromptMessage>();
      messages.add(new Customer("Where is my order 1042? And where is my order 1040?"));
      messages.addAll(uses);
      var heard = new Heard();
      Shop.MODEL.start(prompt(messages), heard);
      heard.completion();
      assertThat(heard.text()).containsPattern("1042[^\n]* paid");
      assertThat(heard.text()).containsPattern("1040[^\n]* cancelled");
    }
  }

  @Test
  void it_does_not_continue_another_models_reply() {
    var heard = new Heard();
    Shop.MODEL.start(prompt(List.of(new Customer("hello"))).goingOn(), heard);
    assertThat(heard.failure().category()).isEqualTo(ModelFailure.Category.REFUSED);
    assertThat(heard.text()).isEmpty();
  }

  @Test
  void a_call_that_another_model_has_not_made_is_made_before_it_is_answered() {
    var heard = new Heard();
    Shop.MODEL.start(
        new Prompt(
            Purpose.REPLY,
            Chat.ORIGIN,
            "",
            List.of(
                new Customer("Where is my order 1042? And where is my order 1040?"),
                use("1.1", "1040", "cancelled")),
            new Shop().tools.specs(Chat.ORIGIN.session().tenant(), Chat.ORIGIN.agent()),
            ENOUGH),
        heard);
    assertThat(heard.completion().toolRequests())
        .extracting(request -> request.arguments().text())
        .containsExactly("{\"kind\":\"order\",\"number\":\"1042\"}");
  }

  private static PromptMessage.ToolUse use(String id, String number, String status) {
    return new PromptMessage.ToolUse(
        new ToolCall(
            id,
            "fetch_status",
            new Json("{\"number\":\"%s\",\"kind\":\"order\"}".formatted(number))),
        ToolOutcome.succeeded(
            new Json(
                "{\"found\":true,\"order\":{\"number\":\"%s\",\"status\":\"%s\"}}"
                    .formatted(number, status)),
            List.of()));
  }

  private static Prompt prompt(List<PromptMessage> messages) {
    return new Prompt(Purpose.REPLY, Chat.ORIGIN, "", messages, List.of(), ENOUGH);
  }

  @Test
  void counts_tokens_and_costs_nothing() {
    var usage = heard("hello", ENOUGH).completion().usage();
    assertThat(usage.model()).isEqualTo("offline");
    assertThat(usage.inputTokens()).isPositive();
    assertThat(usage.outputTokens()).isGreaterThan(20);
    assertThat(usage.costMicros()).isZero();
  }

  @Test
  void keeps_to_its_limit_of_tokens() {
    var heard = heard("hello", 10);
    assertThat(heard.completion().usage().outputTokens()).isLessThanOrEqualTo(10);
    assertThat(heard.text()).isNotBlank();
  }

  @Test
  void says_nothing_more_once_it_is_cancelled() throws Exception {
    var chunks = new CompletableFuture<String>();
    var ended = new CompletableFuture<String>();
    var cancel = new CompletableFuture<Runnable>();
    var call =
        Shop.MODEL.start(
            prompt("hello", ENOUGH),
            new ReplyListener() {
              @Override
              public void text(String chunk) {
                if (!chunks.complete(chunk)) ended.complete("more text");
                cancel.join().run();
              }

              @Override
              public void restarted() {
                ended.complete("restarted");
              }

              @Override
              public void completed(Completion completion) {
                ended.complete("completed");
              }

              @Override
              public void failed(ModelFailure failure) {
                ended.complete("failed");
              }
            });
    cancel.complete(call::cancel);
    assertThat(chunks.get(60, TimeUnit.SECONDS)).isNotEmpty();
    // the model's threads answer somebody else, so the cancelled reply is over
    heard("hello", ENOUGH).completion();
    heard("hello", ENOUGH).completion();
    assertThat(ended).isNotDone();
    call.cancel();
  }

  @Test
  void one_reply_more_than_may_wait_fails_at_once() {
    var embedder = new GatedEmbedder();
    try (var model = new OfflineModel(embedder, settings("threads = 1, waiting-max = 2"))) {
      var first = new Heard();
      var second = new Heard();
      var third = new Heard();
      model.start(prompt("one", ENOUGH), first);
      model.start(prompt("two", ENOUGH), second);
      model.start(prompt("three", ENOUGH), third);
      assertThat(third.failure().category()).isEqualTo(ModelFailure.Category.UNAVAILABLE);
      assertThat(first.ended()).isFalse();

      embedder.open();
      first.completion();
      second.completion();
    }
  }

  @Test
  void an_embedder_that_fails_is_a_failure_of_the_model() {
    var embedder = new GatedEmbedder();
    embedder.gate.completeExceptionally(new IllegalStateException("no memory"));
    try (var model = new OfflineModel(embedder, settings(""))) {
      var heard = new Heard();
      model.start(prompt("secret words", ENOUGH), heard);
      assertThat(heard.failure().retryable()).isTrue();
      assertThat(heard.failure()).hasMessageNotContaining("secret");
    }
  }

  @Test
  void invalid_files_stop_the_start_with_a_message() {
    assertThatThrownBy(() -> new OfflineModel(new GatedEmbedder(), settings("phrases = nowhere")))
        .hasMessage(
            "parley.model.offline.phrases: nowhere (expected: a resource on the class path, or a"
                + " file: URI)");
    assertThatThrownBy(
            () ->
                new OfflineModel(
                    new GatedEmbedder(), settings("phrases = \"sample-shop/intents.json\"")))
        .hasMessage("phrases: nothing for greet (expected: a text)");
  }

  @Test
  void summarises_by_extraction() {
    var heard = new Heard();
    Shop.MODEL.start(
        new Prompt(
            Purpose.SUMMARY,
            Chat.ORIGIN,
            "",
            List.of(
                new Customer("My name is Anneke Sommerfeld. Where is my order 1042?"),
                new PromptMessage.Assistant("Order 1042 is on its way. It should arrive soon.")),
            List.of(),
            ENOUGH),
        heard);
    assertThat(heard.completion().toolRequests()).isEmpty();
    assertThat(heard.text())
        .isEqualTo(
            """
            Customer's name: Anneke Sommerfeld
            Numbers: order 1042
            Asked: My name is Anneke Sommerfeld. Where is my order 1042?\
            """);
  }

  private static OfflineSettings settings(String overrides) {
    return OfflineSettings.from(
        ConfigFactory.parseString("parley.model.offline { " + overrides + " }")
            .withFallback(ConfigFactory.load()));
  }

  private static Heard heard(String words, int tokens) {
    var heard = new Heard();
    Shop.MODEL.start(prompt(words, tokens), heard);
    return heard;
  }

  private static Prompt prompt(String words, int tokens) {
    return new Prompt(
        Purpose.REPLY, Chat.ORIGIN, "system", List.of(new Customer(words)), List.of(), tokens);
  }
}
