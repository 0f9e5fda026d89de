package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.fake.Chat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolNamesTest {
  @Test
  void every_name_is_one_that_the_provider_takes_and_leads_back() {
    var tools =
        List.of("kb.search", "kb_search", "kb-search", "größe", "x".repeat(70), "x".repeat(71));
    var names = names(tools, List.of());
    assertThat(tools.stream().map(names::sent))
        .allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"))
        .doesNotHaveDuplicates();
    assertThat(tools).allSatisfy(tool -> assertThat(names.ours(names.sent(tool))).isEqualTo(tool));
    assertThat(names.sent("kb.search")).isEqualTo("kb_search");
    assertThat(names.sent("kb_search")).isEqualTo("kb_search2");
  }

  @Test
  void a_tool_that_was_used_and_is_no_longer_offered_keeps_its_name() {
    var names = names(List.of("create_ticket"), List.of("kb.search"));
    assertThat(names.sent("kb.search")).isEqualTo("kb_search");
  }

  @Test
  void a_name_that_was_never_sent_is_unchanged() {
    assertThat(names(List.of("kb.search"), List.of()).ours("rm_rf")).isEqualTo("rm_rf");
  }

  private static ToolNames names(List<String> offered, List<String> used) {
    return ToolNames.of(
        new Prompt(
            Purpose.REPLY,
            Chat.ORIGIN,
            "",
            used.stream()
                .<PromptMessage>map(
                    tool ->
                        new ToolUse(
                            new ToolCall("1.1", tool, Json.EMPTY_OBJECT),
                            ToolOutcome.succeeded(Json.NULL, List.of())))
                .toList(),
            offered.stream().map(ToolNamesTest::spec).toList(),
            1));
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
