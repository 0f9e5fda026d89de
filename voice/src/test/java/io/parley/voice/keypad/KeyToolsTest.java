package io.parley.voice.keypad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tool as a model sees it: what it presses, and what it is told.
class KeyToolsTest {
  private static final AgentRef AGENT = new AgentRef("courier", 1);
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s-1"));

  private final List<KeyOrder> orders = new ArrayList<>();
  private Optional<Pressed> pressed = Optional.empty();
  private final KeyTools tools =
      new KeyTools(
          (session, order) -> {
            assertThat(session).isEqualTo(SESSION);
            orders.add(order);
            return CompletableFuture.completedStage(pressed);
          });

  private ToolOutcome call(String arguments) {
    var context = new ToolContext(SESSION, AGENT, Optional.empty(), "the key");
    return tools
        .call(new ToolCall("1.1", KeyTools.TOOL, new Json(arguments)), context)
        .toCompletableFuture()
        .join();
  }

  @Test
  void an_agent_has_the_tool_if_its_definition_names_it() {
    var spec = tools.specs(TenantId.DEFAULT, AGENT).getFirst();
    assertThat(spec.name()).isEqualTo("press_keys");
    assertThat(spec.policy()).isEqualTo(ToolPolicy.RETRY_WITH_KEY);
    assertThat(spec.parameters().text()).contains("\"maxLength\":20", "\"required\":[\"keys\"]");
    assertThat(tools.grants(TenantId.DEFAULT, AGENT, "press_keys")).isFalse();
  }

  @Test
  void keys_are_pressed_under_the_calls_own_key() {
    pressed = Optional.of(new Pressed(true, "0*#"));
    var outcome = call("{\"keys\":\"0*#\"}");
    assertThat(orders).containsExactly(new KeyOrder("the key", "0*#"));
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(outcome.result().text()).isEqualTo("{\"keys\":\"pressed\"}");
  }

  @Test
  void keys_that_were_too_many_are_told() {
    pressed = Optional.of(new Pressed(true, "1"));
    var outcome = call("{\"keys\":\"12\"}");
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(outcome.result().text())
        .isEqualTo("{\"keys\":\"pressed\",\"pressed\":\"1\",\"reason\":\"too-many\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":\"\"}",
        "{\"keys\":\"111111111111111111111\"}",
        "{\"keys\":\"1 2\"}",
        "{\"keys\":\"1w2\"}",
        "{\"keys\":\"\u0661\"}",
        "{\"keys\":12}",
        "{\"keys\":[\"1\"]}",
        "{\"keys\":\"1\",\"keys\":\"2\"}",
        "not JSON",
        "{}"
      })
  void other_arguments_press_nothing_and_the_model_reads_what_was_expected(String arguments) {
    var outcome = call(arguments);
    assertThat(orders).isEmpty();
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(outcome.result().text())
        .isEqualTo(
            "{\"keys\":\"refused\",\"reason\":\"not-keys\",\"expected\":\"1 to 20 of 0 to 9, * and"
                + " #\"}");
  }

  @Test
  void without_a_call_or_a_way_the_model_is_told_so() {
    pressed = Optional.of(Pressed.NO_CALL);
    assertThat(call("{\"keys\":\"1\"}").result().text()).contains("\"reason\":\"no-call\"");
    pressed = Optional.of(new Pressed(true, ""));
    var outcome = call("{\"keys\":\"1\"}");
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(outcome.result().text()).contains("\"reason\":\"not-possible\"");
  }

  @Test
  void a_missing_answer_is_a_doubt_which_the_same_key_settles() {
    assertThatThrownBy(() -> call("{\"keys\":\"1\"}"))
        .cause()
        .isInstanceOfSatisfying(
            ToolFailure.class, failure -> assertThat(failure.mayHaveHappened()).isTrue());
  }
}
