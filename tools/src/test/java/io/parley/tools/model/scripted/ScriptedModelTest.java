package io.parley.tools.model.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.model.ToolRequest;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
  private static final String SCRIPT =
      """
      script = [
        { when = "order", tool = "fetch_status", arguments = { kind = "order", number = "1042" }
          text = "I looked it up: {result}" }
        { when = "BOOM", fail = "unavailable", after = 3 }
        { when = "nothing", fail = "silence", after = 1 }
        { when = "say it", text = "one two three four five six seven" }
      ]\
      """;

  private ScriptedModel model;

  @AfterEach
  void close() {
    if (model != null) model.close();
  }

  @Test
  void sends_the_configured_number_of_pieces() {
    var heard = heard("chunks = 7, text = \"a b c\"", "hello");
    var usage = heard.completion().usage();
    assertThat(heard.chunks).containsExactly("a ", "b ", "c ", "a ", "b ", "c ", "a");
    assertThat(usage.model()).isEqualTo("scripted");
    assertThat(usage.outputTokens()).isPositive();
    assertThat(usage.costMicros()).isZero();
  }

  @Test
  void a_delay_lies_between_two_pieces() {
    long before = System.nanoTime();
    heard("chunks = 4, delay = 20ms", "hello").completion();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(59));
  }

  @Test
  void a_text_of_its_own_is_divided_between_words() {
    var heard = heard("chunks = 3," + SCRIPT, "please SAY IT");
    heard.completion();
    assertThat(heard.chunks).containsExactly("one two three ", "four five six ", "seven");
  }

  @Test
  void calls_its_tool_first_and_then_sends_the_result() {
    var question = new Customer("where is my order?");
    var asked = heard(SCRIPT, List.of(question), List.of(spec("fetch_status")));
    var arguments = new Json("{\"kind\":\"order\",\"number\":\"1042\"}");
    assertThat(asked.completion().toolRequests())
        .containsExactly(new ToolRequest("fetch_status", arguments));
    assertThat(asked.text()).isEmpty();

    var use =
        new ToolUse(
            new ToolCall("1.1", "fetch_status", arguments),
            ToolOutcome.succeeded(new Json("{\"found\":false}"), List.of()));
    var told = heard(SCRIPT, List.of(question, use), List.of(spec("fetch_status")));
    assertThat(told.completion().toolRequests()).isEmpty();
    assertThat(told.text()).isEqualTo("I looked it up: {\"found\":false}");
  }

  @Test
  void a_tool_that_is_not_offered_is_not_called() {
    var heard = heard(SCRIPT, "where is my order?");
    assertThat(heard.completion().toolRequests()).isEmpty();
    assertThat(heard.text()).isEqualTo("I looked it up: {result}");
  }

  @Test
  void fails_after_the_configured_number_of_pieces() {
    var heard = heard(SCRIPT, "boom");
    assertThat(heard.failure().category()).isEqualTo(ModelFailure.Category.UNAVAILABLE);
    assertThat(heard.chunks).hasSize(3);
  }

  @Test
  void stops_after_the_configured_number_of_pieces() {
    var heard = heard(SCRIPT, "nothing");
    heard.begun.orTimeout(60, TimeUnit.SECONDS).join();
    heard("chunks = 1", "hello").completion();
    assertThat(heard.chunks).hasSize(1);
    assertThat(heard.ended()).isFalse();
  }

  @Test
  void says_nothing_more_once_it_is_cancelled() {
    model = model("chunks = 2, delay = 50ms");
    var cancelled = new Heard();
    var call = model.start(prompt(List.of(new Customer("hi")), List.of()), cancelled);
    call.cancel();
    call.cancel();
    var other = new Heard();
    model.start(prompt(List.of(new Customer("hi")), List.of()), other);
    other.completion();
    assertThat(cancelled.ended()).isFalse();
    assertThat(cancelled.chunks).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void one_reply_more_than_allowed_fails_at_once() {
    model = model("replies-max = 1, chunks = 2, delay = 10m");
    var first = model.start(prompt(List.of(new Customer("hi")), List.of()), new Heard());
    var second = new Heard();
    model.start(prompt(List.of(new Customer("hi")), List.of()), second);
    assertThat(second.failure().category()).isEqualTo(ModelFailure.Category.UNAVAILABLE);

    first.cancel();
    var third = new Heard();
    model.start(prompt(List.of(new Customer("hi")), List.of()), third);
    third.begun.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  void a_closed_model_fails() {
    model = model("");
    model.close();
    var heard = new Heard();
    model.start(prompt(List.of(new Customer("hi")), List.of()), heard);
    assertThat(heard.failure().category()).isEqualTo(ModelFailure.Category.UNAVAILABLE);
  }

  @Test
  void summarises_in_one_sentence() {
    model = model("");
    var heard = new Heard();
    model.start(
        new Prompt(Purpose.SUMMARY, Chat.ORIGIN, "", List.of(new Customer("boom")), List.of(), 100),
        heard);
    heard.completion();
    assertThat(heard.text()).isEqualTo("A summary of 1 messages.");
  }

  @Test
  void thousands_of_replies_at_once_take_two_threads() {
    model = model("chunks = 20, delay = 1ms");
    int before = Thread.activeCount();
    var replies = new ArrayList<Heard>();
    for (int i = 0; i < 4_000; i++) {
      var heard = new Heard();
      replies.add(heard);
      model.start(prompt(List.of(new Customer("hi")), List.of()), heard);
    }
    assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(2);
    replies.forEach(Heard::completion);
    assertThat(replies).allSatisfy(heard -> assertThat(heard.chunks).hasSize(20));
  }

  private Heard heard(String overrides, String words) {
    return heard(overrides, List.of(new Customer(words)), List.of());
  }

  private Heard heard(String overrides, List<PromptMessage> messages, List<ToolSpec> tools) {
    close();
    model = model(overrides);
    var heard = new Heard();
    model.start(prompt(messages, tools), heard);
    return heard;
  }

  private static Prompt prompt(List<PromptMessage> messages, List<ToolSpec> tools) {
    return new Prompt(Purpose.REPLY, Chat.ORIGIN, "system", messages, tools, 100);
  }

  private static ScriptedModel model(String overrides) {
    return new ScriptedModel(
        ScriptedSettings.from(
            ConfigFactory.parseString("parley.model.scripted { " + overrides + " }")
                .withFallback(ConfigFactory.load())));
  }

  private static ToolSpec spec(String name) {
    return new ToolSpec(
        name,
        name,
        name,
        Json.EMPTY_OBJECT,
        ToolPolicy.RETRY_WITH_KEY,
        false,
        Duration.ofSeconds(1),
        "none",
        false);
  }
}
