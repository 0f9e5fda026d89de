package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Citations;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.tool.Json;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.Ending;
import io.parley.tools.model.wire.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers in the real wire formats, and their completions.
class AnswersTest {
  @ParameterizedTest
  @EnumSource
  void text_is_streamed_with_the_providers_count_of_cached_and_thought_tokens(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard = talk.answered(Act.says("Hello", ", world"));
      var completion = heard.completion();
      assertThat(heard.chunks).containsExactly("Hello", ", world");
      assertThat(completion.toolRequests()).isEmpty();
      assertThat(completion.cited()).isEqualTo(Citations.ALL);
      assertThat(completion.degraded()).isFalse();
      assertThat(completion.usage())
          .isEqualTo(
              Usage.unpriced(
                  switch (kind) {
                    case OPENAI -> "gpt-4o-mini-2024-07-18";
                    case ANTHROPIC -> "claude-sonnet-4-5-20250929";
                    case GEMINI -> "gemini-2.5-flash";
                  },
                  1_000,
                  10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void characters_survive_any_split_into_packets(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard = talk.answered(Act.says("Škornji 🥾 für", " 日本").inBytes());
      heard.completion();
      assertThat(heard.chunks).containsExactly("Škornji 🥾 für", " 日本");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_tool_call_is_assembled_from_its_fragments(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard = talk.answered(Act.asks(Act.call("kb_search", "{\"que", "ry\":\"retu", "rns\"}")));
      assertThat(heard.completion().toolRequests())
          .containsExactly(new ToolRequest("kb.search", new Json("{\"query\":\"returns\"}")));
      assertThat(heard.chunks).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void parallel_calls_after_words_stay_apart_and_in_order(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard =
          talk.answered(
              Act.says("One moment.")
                  .then(Act.call("kb_search", "{\"query\":\"a\"}"))
                  .then(Act.call("fetch_status", "{\"kind\":", "\"order\"}"))
                  .then(Act.call("kb_search"))
                  .ending(Ending.TOOLS));
      assertThat(heard.completion().toolRequests())
          .containsExactly(
              new ToolRequest("kb.search", new Json("{\"query\":\"a\"}")),
              new ToolRequest("fetch_status", new Json("{\"kind\":\"order\"}")),
              new ToolRequest("kb.search", Json.EMPTY_OBJECT));
      assertThat(heard.text()).isEqualTo("One moment.");
    }
  }

  @Test
  void pieces_of_openais_calls_are_assembled_by_their_number() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var events =
          """
          data: {"choices":[{"delta":{"content":"One moment."}}]}

          data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"kb_search","arguments":""}}]}}]}

          data: {"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"fetch_status","arguments":"{\\"kind\\":"}}]}}]}

          data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"query\\":"}},{"index":1,"function":{"arguments":"2"}}]}}]}

          data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}

          data: {"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}}]}

          data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

          data: [DONE]

          """;
      var heard = talk.answered(Act.page(200, "text/event-stream", events));
      assertThat(heard.completion().toolRequests())
          .containsExactly(
              new ToolRequest("kb.search", new Json("{\"query\":1}")),
              new ToolRequest("fetch_status", new Json("{\"kind\":2}")));
      assertThat(heard.text()).isEqualTo("One moment.");
    }
  }

  @Test
  void pieces_of_anthropics_calls_are_assembled_by_their_block() {
    try (var talk = new Conversations(ProviderKind.ANTHROPIC)) {
      var events =
          """
          data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":5,"output_tokens":0}}}

          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"kb_search","input":{}}}

          data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"b","name":"fetch_status","input":{}}}

          data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"c","name":"kb_search","input":{"query":3}}}

          data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"query\\":"}}

          data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"kind\\":"}}

          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"One moment."}}

          data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"1}"}}

          data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"2}"}}

          data: {"type":"content_block_stop","index":1}

          data: {"type":"content_block_stop","index":0}

          data: {"type":"content_block_stop","index":2}

          data: {"type":"content_block_stop","index":3}

          data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"input_tokens":7,"output_tokens":2}}

          data: {"type":"message_stop"}

          """;
      var heard = talk.answered(Act.page(200, "text/event-stream", events));
      assertThat(heard.completion().toolRequests())
          .containsExactly(
              new ToolRequest("kb.search", new Json("{\"query\":1}")),
              new ToolRequest("fetch_status", new Json("{\"kind\":2}")),
              new ToolRequest("kb.search", new Json("{\"query\":3}")));
      assertThat(heard.text()).isEqualTo("One moment.");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "GEMINI", mode = EnumSource.Mode.EXCLUDE)
  void arguments_that_are_no_json_become_one_string(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard = talk.answered(Act.asks(Act.call("kb_search", "{\"query\": oops")));
      assertThat(heard.completion().toolRequests())
          .containsExactly(new ToolRequest("kb.search", new Json("\"{\\\"query\\\": oops\"")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_unknown_tool_keeps_the_models_name(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      assertThat(
              talk.answered(Act.asks(Act.call("delete_everything", "{}")))
                  .completion()
                  .toolRequests())
          .extracting(ToolRequest::tool)
          .containsExactly("delete_everything");
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoughts_are_kept_out_of_the_reply(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard =
          talk.answered(
              Act.says()
                  .then(new Part.Thought("The customer wants"))
                  .then(new Part.Thought(" a refund"))
                  .then(new Part.Text("<thi"))
                  .then(new Part.Text("nk>secret plan</th"))
                  .then(new Part.Text("ink>\n\nHello"))
                  .then(new Part.Text(" <think>aloud")));
      heard.completion();
      assertThat(heard.text()).isEqualTo("Hello <think>aloud");
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_that_reached_its_limit_says_so(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard = talk.answered(Act.says("Once upon").ending(Ending.LENGTH));
      assertThat(heard.completion().cutOff()).isTrue();
      assertThat(heard.text()).isEqualTo("Once upon");
      assertThat(talk.answered(Act.says("Once.")).completion().cutOff()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "GEMINI", mode = EnumSource.Mode.EXCLUDE)
  void a_call_whose_arguments_were_cut_off_is_not_asked_for(ProviderKind kind) {
    for (var cut : new String[] {"{\"query\":\"ret", ""})
      try (var talk = new Conversations(kind)) {
        var completion =
            talk.answered(
                    Act.says("One moment.")
                        .then(Act.call("kb_search", "{\"query\":\"a\"}"))
                        .then(Act.call("kb_search", cut))
                        .ending(Ending.LENGTH))
                .completion();
        assertThat(completion.toolRequests())
            .containsExactly(new ToolRequest("kb.search", new Json("{\"query\":\"a\"}")));
        assertThat(completion.cutOff()).isTrue();
      }
  }

  @ParameterizedTest
  @EnumSource(names = "GEMINI", mode = EnumSource.Mode.EXCLUDE)
  void an_answer_of_only_a_cut_off_call_is_empty(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var cut = Act.asks(Act.call("kb_search", "{\"query\":\"ret")).ending(Ending.LENGTH);
      assertThat(talk.answered(cut).failure().category()).isEqualTo(Category.UNUSABLE);
    }
  }

  @Test
  void tokens_are_estimated_if_a_server_counts_none() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var bare =
          """
          data: {"choices":[{"delta":{"content":"Hello there"}}]}

          data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

          """;
      var usage = talk.answered(Act.page(200, "text/event-stream", bare)).completion().usage();
      assertThat(usage.model()).isEqualTo("gpt-4o-mini");
      assertThat(usage.inputTokens()).isPositive();
      assertThat(usage.outputTokens()).isEqualTo(3);
    }
  }

  @Test
  void openai_s_model_may_refuse_in_words_of_another_field() {
    try (var talk = new Conversations(ProviderKind.OPENAI)) {
      var refusal =
          "data: {\"choices\":[{\"delta\":{\"refusal\":\"my-secret-question? No.\"}}]}\n\n";
      assertThat(talk.answered(Act.says().then(new Part.Raw(refusal))).failure())
          .hasMessage("the model refuses to answer");
    }
  }

  @Test
  void gateways_may_leave_out_the_names_of_anthropic_s_events() {
    try (var talk = new Conversations(ProviderKind.ANTHROPIC)) {
      var nameless =
          """
          data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":0,"output_tokens":0}}}

          data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

          data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

          data: {"type":"content_block_stop","index":0}

          data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":7,"output_tokens":2}}

          data: {"type":"message_stop"}

          data: [DONE]

          """;
      var heard = talk.answered(Act.page(200, "text/event-stream", nameless));
      assertThat(heard.completion().usage()).isEqualTo(Usage.unpriced("c", 7, 2));
      assertThat(heard.text()).isEqualTo("Hi");
    }
  }

  @Test
  void gemini_may_cut_a_word_into_parts_and_refuse_the_question() {
    try (var talk = new Conversations(ProviderKind.GEMINI)) {
      var parts =
          """
          data: {"candidates":[{"content":{"parts":[{"text":"Hel"},{"text":"lo"}],"role":"model"}}]}

          """;
      var heard = talk.answered(Act.says().then(new Part.Raw(parts)));
      heard.completion();
      assertThat(heard.chunks).containsExactly("Hello");

      var blocked = "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}\n\n";
      assertThat(talk.answered(Act.page(200, "text/event-stream", blocked)).failure())
          .hasMessage("the model's provider refuses the question (PROHIBITED_CONTENT)");
      var unheard = "data: {\"candidates\":[{\"finishReason\":\"TOO_MANY_TOOL_CALLS\"}]}\n\n";
      assertThat(talk.answered(Act.page(200, "text/event-stream", unheard)).failure())
          .hasMessage("the model's answer failed (TOO_MANY_TOOL_CALLS)");
    }
  }
}
