package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Usage;
import io.parley.tools.model.wire.Act;
import org.junit.jupiter.api.Test;

/// Usage of a call is reported even without an answer.
class BrokenOffUsageTest {
  private static final String STREAM = "text/event-stream";

  @Test
  void usage_counted_before_an_answer_was_cut_off_is_reported() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var heard =
          talk.answered(
              Act.page(
                  200,
                  STREAM,
                  """
                  data: {"choices":[{"delta":{"content":"Hello there"}}]}

                  data: {"choices":[],"usage":{"prompt_tokens":2000,"completion_tokens":3000}}

                  """));
      assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(heard.used).containsExactly(Usage.unpriced("gpt-4o-mini", 2_000, 3_000));
    }
  }

  @Test
  void usage_of_an_empty_answer_is_reported() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var heard =
          talk.answered(
              Act.page(
                  200,
                  STREAM,
                  """
                  data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

                  data: {"choices":[],"usage":{"prompt_tokens":2000,"completion_tokens":3000}}

                  data: [DONE]

                  """));
      assertThat(heard.failure()).hasMessage("the model's answer is empty");
      assertThat(heard.used).containsExactly(Usage.unpriced("gpt-4o-mini", 2_000, 3_000));
    }
  }

  @Test
  void uncounted_words_of_a_cut_off_answer_are_estimated() {
    try (var talk = new Conversations(ProviderKind.ANTHROPIC)) {
      var heard =
          talk.answered(
              Act.page(
                  200,
                  STREAM,
                  """
                  data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":2000,"output_tokens":1}}}

                  data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                  data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello there"}}

                  """));
      assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(heard.used).containsExactly(Usage.unpriced("claude-sonnet-4-5", 2_000, 3));
    }
  }

  @Test
  void usage_of_a_filtered_answer_is_reported() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var heard =
          talk.answered(
              Act.page(
                  200,
                  STREAM,
                  """
                  data: {"choices":[{"delta":{},"finish_reason":"content_filter"}],"usage":{"prompt_tokens":20,"completion_tokens":3}}

                  """));
      assertThat(heard.failure().category()).isEqualTo(Category.FILTERED);
      assertThat(heard.used).containsExactly(Usage.unpriced("gpt-4o-mini", 20, 3));
    }
  }

  @Test
  void a_refused_call_has_no_usage() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var heard = talk.answered(Act.page(503, "application/json", "{}"));
      assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(heard.used).isEmpty();
    }
  }
}
