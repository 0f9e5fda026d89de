package io.parley.tools.mcp;

import static io.parley.tools.mcp.McpSources.call;
import static io.parley.tools.mcp.McpSources.outcome;
import static io.parley.tools.mcp.McpSources.ready;
import static io.parley.tools.mcp.McpSources.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.tool.ToolFailure;
import io.parley.tools.mcp.ScriptedServer.Asked;
import io.parley.tools.mcp.ScriptedServer.Out;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers that misbehave: a call ends with a typed failure, and the next one is served.
class HostileHttpTest {
  private static final String DONE = "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}";

  private static void misbehave(Asked asked, Out out) throws IOException {
    var how = asked.message().path("params").path("arguments").path("how").asText();
    switch (how) {
      case "well" -> out.result(asked, DONE);
      case "100 MB" -> much(asked, out);
      case "100 MB in events" -> events(out);
      case "stall" -> {
        out.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{");
        out.untilHangUp();
      }
      case "never" -> out.untilHangUp();
      case "stall in events" -> {
        out.stream();
        out.raw("data: {");
        out.untilHangUp();
      }
      case "short" -> {
        out.raw(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n");
        out.raw("{\"jsonrpc\":\"2.0\"}");
      }
      case "no json" -> out.json("{\"jsonrpc\":\"2.0\",");
      case "deep" ->
          out.result(asked, "{\"content\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
      case "other id" -> out.json("{\"jsonrpc\":\"2.0\",\"id\":999999,\"result\":{}}");
      case "other ids in events" -> {
        out.stream();
        for (int i = 0; i < 3; i++)
          out.event("{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{}}".formatted(999_990 + i));
      }
      case "no result" -> out.json("{\"jsonrpc\":\"2.0\",\"id\":%s}".formatted(asked.id()));
      case "number" -> out.result(asked, "{\"isError\":" + "9".repeat(5000) + "}");
      case "asks for ever" ->
          out.result(asked, "{\"resultType\":\"input_required\",\"requestState\":\"x\"}");
      case "redirect" -> out.status(307, "Location: http://127.0.0.1:1/\r\n", "");
      case "error" -> out.error(asked, 200, -32603, "{}");
      case "crash" -> out.status(500, "", "");
      default -> throw new IOException("no such misbehaviour: " + how);
    }
  }

  private static void much(Asked asked, Out out) throws IOException {
    out.raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n");
    out.raw("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"text\":\"".formatted(asked.id()));
    var part = "x".repeat(1 << 20);
    for (int i = 0; i < 100; i++) out.raw(part);
    out.raw("\"}}");
  }

  private static void events(Out out) throws IOException {
    out.stream();
    var news =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"%s\"}}"
            .formatted("x".repeat(100_000));
    for (int i = 0; i < 1000; i++) out.event(news);
  }

  @ParameterizedTest
  @CsvSource({
    "100 MB, TOO_LARGE",
    "100 MB in events, TOO_LARGE",
    "stall, TIMEOUT",
    "never, TIMEOUT",
    "stall in events, TIMEOUT",
    "short, LOST",
    "no json, MALFORMED",
    "deep, MALFORMED",
    "other id, MALFORMED",
    "other ids in events, LOST",
    "no result, MALFORMED",
    "number, MALFORMED",
    "error, SERVER_ERROR",
    "crash, SERVER_ERROR"
  })
  void a_misbehaving_call_is_in_doubt_and_the_next_one_is_served(String how, Kind kind)
      throws Exception {
    try (var server = new ScriptedServer(StatelessServer.calling(HostileHttpTest::misbehave));
        var tools =
            ready(
                McpTools.open(
                    settings("s", Duration.ofMillis(1500)), McpSources.http(server.uri())))) {
      assertThat(failure(tools, how).kind()).isEqualTo(kind);
      assertThat(outcome(tools, "s.work", "{\"how\": \"well\"}").result().text()).contains("done");
    }
  }

  private static McpFailure failure(McpTools tools, String how) {
    var call = call(tools, "s.work", "{\"how\": \"%s\"}".formatted(how));
    try {
      throw new AssertionError("the call gave " + call.join());
    } catch (CompletionException e) {
      var failure = (ToolFailure) e.getCause();
      assertThat(failure.mayHaveHappened()).isTrue();
      assertThat(failure).hasMessageNotContaining("xxx");
      return (McpFailure) failure.getCause();
    }
  }

  @ParameterizedTest
  @CsvSource({"asks for ever", "redirect"})
  void what_was_not_run_is_refused(String how) throws Exception {
    try (var server = new ScriptedServer(StatelessServer.calling(HostileHttpTest::misbehave));
        var tools = ready(McpTools.open(settings("s"), McpSources.http(server.uri())))) {
      var refused = outcome(tools, "s.work", "{\"how\": \"%s\"}".formatted(how));
      assertThat(refused.kind()).isEqualTo(io.parley.core.tool.ToolOutcome.Kind.REJECTED);
    }
  }

  @Test
  void without_a_server_nothing_is_sent() throws Exception {
    var server = new ScriptedServer(StatelessServer.calling(HostileHttpTest::misbehave));
    try (var tools = ready(McpTools.open(settings("s"), McpSources.http(server.uri())))) {
      server.close();
      await().until(() -> !isListening(server.uri().getPort()));
      var call = call(tools, "s.work", "{}");
      assertThat(call).failsWithin(Duration.ofSeconds(30));
      assertThat(call.exceptionNow()).isInstanceOf(ToolFailure.class);
      assertThat(((ToolFailure) call.exceptionNow()).mayHaveHappened()).isFalse();
    }
  }

  private static boolean isListening(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
