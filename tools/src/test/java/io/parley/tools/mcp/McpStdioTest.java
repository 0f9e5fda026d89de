package io.parley.tools.mcp;

import static io.parley.tools.mcp.McpSources.call;
import static io.parley.tools.mcp.McpSources.outcome;
import static io.parley.tools.mcp.McpSources.ready;
import static io.parley.tools.mcp.McpSources.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.tool.ToolFailure;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs over pipes: those that behave and those that do not.
class McpStdioTest {
  private static McpTools open() throws Exception {
    return ready(
        McpTools.open(
            settings("p", Duration.ofSeconds(10)),
            McpSources.stdio(ScriptedProgram.command(), ScriptedProgram.environment())));
  }

  private static String text(McpTools tools, String tool) throws Exception {
    return outcome(tools, "p." + tool, "{}").result().text();
  }

  @Test
  void a_program_has_its_own_environment_and_little_memory() throws Exception {
    try (var tools = open()) {
      assertThat(text(tools, "environment"))
          .contains("TOLD", "PATH", "HOME")
          .doesNotContain("USER", "JAVA", "MAVEN", "PWD");
      assertThat(text(tools, "memory")).isEqualTo("{\"text\":\"none\"}");
    }
  }

  @Test
  void only_the_first_answer_to_a_call_counts() throws Exception {
    try (var tools = open()) {
      assertThat(text(tools, "twice")).isEqualTo("{\"text\":\"first\"}");
      assertThat(text(tools, "well")).isEqualTo("{\"text\":\"done\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"exit, LOST", "garbage, MALFORMED", "endless, TOO_LARGE"})
  void a_program_that_breaks_the_protocol_is_started_anew(String how, Kind kind) throws Exception {
    try (var tools = open()) {
      assertThatThrownBy(() -> call(tools, "p." + how, "{}").join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              ToolFailure.class,
              failure -> {
                assertThat(failure.mayHaveHappened()).isTrue();
                assertThat(((McpFailure) failure.getCause()).kind()).isEqualTo(kind);
              });
      await().until(() -> !call(tools, "p.well", "{}").isCompletedExceptionally() && done(tools));
    }
  }

  private static boolean done(McpTools tools) {
    try {
      return text(tools, "well").contains("done");
    } catch (Exception e) {
      return false; // the next program is not there yet
    }
  }

  @Test
  void a_call_without_an_answer_ends_and_the_program_is_told() throws Exception {
    try (var tools =
        ready(
            McpTools.open(
                settings("p", Duration.ofSeconds(1)),
                McpSources.stdio(ScriptedProgram.command(), Map.of())))) {
      var never = call(tools, "p.never", "{}");
      assertThat(never).failsWithin(Duration.ofSeconds(30));
      assertThat(((McpFailure) never.exceptionNow().getCause()).kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(text(tools, "cancelled")).contains("a call");
    }
  }

  @Test
  void a_program_ends_with_its_children() throws Exception {
    long child;
    try (var tools = open()) {
      child = Long.parseLong(text(tools, "child").replaceAll("\\D", ""));
      assertThat(ProcessHandle.of(child)).isPresent();
    }
    await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void a_program_that_does_not_exist_is_named() {
    try (var tools =
        McpTools.open(settings("p"), McpSources.stdio(List.of("/no/such/program"), Map.of()))) {
      assertThatThrownBy(() -> ready(tools)).hasCauseInstanceOf(McpFailure.class);
      assertThat(tools.problem()).isPresent();
      assertThat(McpSources.specs(tools)).isEmpty();
    }
  }
}
