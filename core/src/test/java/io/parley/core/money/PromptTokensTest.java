package io.parley.core.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.Tokens;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTokensTest {
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));
  private static final String LONG = "x".repeat(400);

  private static int estimate(List<PromptMessage> messages, List<ToolSpec> tools) {
    return PromptTokens.estimate(
        new Prompt(
            Purpose.REPLY,
            new Origin(SESSION, new AgentRef("support", 1)),
            "",
            messages,
            tools,
            100));
  }

  @Test
  void every_part_of_a_prompt_counts() {
    int nothing = estimate(List.of(), List.of());
    for (var message :
        List.of(
            new Earlier(LONG),
            new Remembered(
                List.of(new Memory("m", MemoryKind.SEMANTIC, LONG, SESSION, Instant.EPOCH))),
            new Customer(LONG),
            new Colleague(LONG),
            new Assistant(LONG),
            new ToolUse(
                new ToolCall("1.1", "t", Json.EMPTY_OBJECT),
                ToolOutcome.succeeded(new Json('"' + LONG + '"'), List.of()))))
      assertThat(estimate(List.of(message), List.of()) - nothing)
          .as(message.getClass().getSimpleName())
          .isGreaterThanOrEqualTo(Tokens.estimate(LONG) + Tokens.PER_MESSAGE);
    var tool =
        new ToolSpec(
            "t",
            "",
            LONG,
            new Json('"' + LONG + '"'),
            ToolPolicy.READ_ONLY,
            false,
            Duration.ofSeconds(1),
            "d",
            false);
    assertThat(estimate(List.of(), List.of(tool)) - nothing)
        .isGreaterThanOrEqualTo(2 * Tokens.estimate(LONG));
  }
}
