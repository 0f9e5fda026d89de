package io.parley.voice.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.RunningCall;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolProgress;
import io.parley.core.transfer.OpeningHours;
import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.core.transfer.TransferTarget;
import io.parley.core.transfer.TransferTargets;
import io.parley.core.transfer.TransferTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tool as a model sees it: what it dials, and what it is told.
class TransferToolsTest {
  private static final AgentRef SUPPORT = new AgentRef("support", 1);
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s-1"));
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final TransferTimes TIMES =
      new TransferTimes(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(25),
          Duration.ofSeconds(8));

  private final Switchboard calls = new Switchboard();
  private final TransferTools tools =
      new TransferTools(
          new TransferTargets(
              List.of(
                  target("sales", "+493012345", TenantId.DEFAULT, Optional.empty()),
                  target(
                      "night",
                      "+493099999",
                      TenantId.DEFAULT,
                      Optional.of(OpeningHours.of("UTC", List.of("Mon-Sun 20:00-06:00")))),
                  target("legal", "+493088888", new TenantId("other"), Optional.empty()))),
          TIMES,
          calls,
          () -> NOON);

  private static TransferTarget target(
      String name, String number, TenantId tenant, Optional<OpeningHours> hours) {
    return new TransferTarget(
        name,
        "The " + name + " team",
        TransferAddress.of(number),
        Set.of(TransferMode.values()),
        hours,
        tenant,
        Set.of());
  }

  /// Calls whose transfers end as the test says.
  private static final class Switchboard implements TransferTools.Transfers {
    final List<TransferOrder> orders = new ArrayList<>();
    final List<String> withdrawn = new ArrayList<>();
    CompletableFuture<Optional<TransferOutcome>> outcome = new CompletableFuture<>();

    @Override
    public CompletionStage<Optional<TransferOutcome>> transfer(
        SessionKey session, TransferOrder order, Duration patience) {
      assertThat(session).isEqualTo(SESSION);
      assertThat(patience).isGreaterThan(TIMES.all());
      orders.add(order);
      return outcome;
    }

    @Override
    public void withdraw(SessionKey session, String key) {
      withdrawn.add(key);
    }
  }

  private CompletionStage<ToolOutcome> call(String arguments, RunningCall running) {
    var context = new ToolContext(SESSION, SUPPORT, Optional.empty(), "the key", running);
    return tools.call(new ToolCall("1.1", TransferTargets.TOOL, new Json(arguments)), context);
  }

  private ToolOutcome call(String arguments) {
    return call(arguments, RunningCall.UNOBSERVED).toCompletableFuture().join();
  }

  private ToolOutcome ends(TransferOutcome outcome) {
    calls.outcome.complete(Optional.of(outcome));
    return call("{\"target\":\"sales\",\"mode\":\"blind\"}");
  }

  @Test
  void an_agent_with_targets_has_the_tool_and_no_other() {
    var spec = tools.specs(TenantId.DEFAULT, SUPPORT).getFirst();
    assertThat(spec.name()).isEqualTo("transfer_call");
    assertThat(spec.policy()).isEqualTo(ToolPolicy.ASK_HUMAN);
    assertThat(spec.deadline()).isGreaterThan(TIMES.all());
    assertThat(spec.description())
        .contains("- sales: The sales team (attended, blind)")
        .contains("- night: The night team (attended, blind), open Mon-Sun 20:00-06:00 (UTC)")
        .doesNotContain("legal", "+49");
    assertThat(spec.parameters().text())
        .contains("\"enum\":[\"sales\",\"night\"]")
        .contains("\"enum\":[\"blind\",\"attended\"]")
        .doesNotContain("+49");
    assertThat(tools.specs(new TenantId("third"), SUPPORT)).isEmpty();
    assertThat(tools.grants(TenantId.DEFAULT, SUPPORT, "transfer_call")).isTrue();
    assertThat(tools.grants(TenantId.DEFAULT, SUPPORT, "create_ticket")).isFalse();
    assertThat(tools.grants(new TenantId("third"), SUPPORT, "transfer_call")).isFalse();
  }

  @Test
  void a_listed_target_is_dialled_by_the_configured_number() {
    calls.outcome.complete(Optional.of(new TransferOutcome.Accepted()));
    var outcome =
        call("{\"target\":\"sales\",\"mode\":\"attended\",\"summary\":\"Order 1042 is late.\"}");
    assertThat(calls.orders)
        .containsExactly(
            new TransferOrder(
                "the key",
                "sales",
                "The sales team",
                new TransferAddress.Phone("+493012345"),
                TransferMode.ATTENDED,
                "Order 1042 is late."));
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(outcome.result().text())
        .isEqualTo("{\"transfer\":\"accepted\",\"target\":\"sales\",\"mode\":\"attended\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"target\":\"+19005550199\",\"mode\":\"blind\"}",
        "{\"target\":\"Sales\",\"mode\":\"blind\"}",
        "{\"target\":\"s\u0430les\",\"mode\":\"blind\"}",
        "{\"target\":\"legal\",\"mode\":\"blind\"}",
        "{\"target\":\"sip:x@evil.example?Replaces=a\",\"mode\":\"blind\"}",
        "{\"target\":[\"sales\"],\"mode\":\"blind\"}",
        "{\"target\":{\"name\":\"sales\",\"number\":\"+19005550199\"},\"mode\":\"blind\"}",
        "{\"target\":null,\"mode\":\"blind\",\"number\":\"+19005550199\"}",
        "{\"mode\":\"blind\"}",
        "[\"sales\",\"blind\"]",
        "\"sales\"",
        "{\"target\":\"sales\",\"target\":\"+19005550199\",\"mode\":\"blind\"}",
        "{\"target\":\"sales\",\"mode\":\"blind\"} {\"target\":\"+19005550199\"}",
        "not JSON",
        "{}"
      })
  void other_arguments_dial_nothing_and_the_model_reads_the_names(String arguments) {
    var outcome = call(arguments);
    assertThat(calls.orders).isEmpty();
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(outcome.result().text())
        .isEqualTo(
            "{\"transfer\":\"refused\",\"reason\":\"unknown-target\",\"expected\":[\"sales\",\"night\"]}");
  }

  @Test
  void a_number_beside_a_listed_name_is_not_read() {
    calls.outcome.complete(Optional.of(new TransferOutcome.Accepted()));
    call("{\"target\":\"sales\",\"mode\":\"blind\",\"number\":\"+19005550199\",\"to\":\"x\"}");
    assertThat(calls.orders.getFirst().address().text()).isEqualTo("+493012345");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "night|blind|closed",
        "sales|warm|unknown-mode",
        "sales|BLIND|unknown-mode",
      })
  void refusals_have_a_reason(String target, String mode, String reason) {
    var outcome = call("{\"target\":\"%s\",\"mode\":\"%s\"}".formatted(target, mode));
    assertThat(calls.orders).isEmpty();
    assertThat(outcome.kind()).isEqualTo(ToolOutcome.Kind.REJECTED);
    assertThat(outcome.result().text()).contains("\"reason\":\"" + reason + "\"", "expected");
  }

  @ParameterizedTest
  @EnumSource
  void a_transfer_that_came_to_nothing_tells_why(Reason reason) {
    var outcome = ends(new TransferOutcome.Returned(reason));
    assertThat(outcome.kind()).isIn(ToolOutcome.Kind.FAILED, ToolOutcome.Kind.REJECTED);
    assertThat(outcome.result().text()).contains("\"reason\":\"" + reason.word() + "\"");
  }

  @Test
  void a_lost_answer_is_a_doubt() {
    assertThatThrownBy(() -> ends(new TransferOutcome.Unknown()))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ToolFailure.class)
        .cause()
        .satisfies(cause -> assertThat(((ToolFailure) cause).mayHaveHappened()).isTrue());
  }

  @Test
  void no_answer_of_any_node_is_a_doubt_too() {
    calls.outcome.complete(Optional.empty());
    assertThatThrownBy(() -> call("{\"target\":\"sales\",\"mode\":\"blind\"}"))
        .hasCauseInstanceOf(ToolFailure.class);
  }

  @Test
  void a_stopped_turn_withdraws_it() {
    var stop = new ArrayList<Runnable>();
    var running =
        new RunningCall() {
          @Override
          public void onCancel(Runnable action) {
            stop.add(action);
          }

          @Override
          public void progressed(ToolProgress progress) {}
        };
    var answer = call("{\"target\":\"sales\",\"mode\":\"attended\"}", running);
    assertThat(calls.withdrawn).isEmpty();
    stop.forEach(Runnable::run);
    assertThat(calls.withdrawn).containsExactly("the key");
    assertThat(answer.toCompletableFuture()).isNotDone();
  }

  @Test
  void a_long_summary_is_cut() {
    calls.outcome.complete(Optional.of(new TransferOutcome.Accepted()));
    call(
        "{\"target\":\"sales\",\"mode\":\"attended\",\"summary\":\"%s\"}"
            .formatted("x".repeat(TransferOrder.SUMMARY_MAX) + "y"));
    assertThat(calls.orders.getFirst().summary()).isEqualTo("x".repeat(TransferOrder.SUMMARY_MAX));
  }
}
