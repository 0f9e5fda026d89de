package io.parley.tools.mcp;

import static io.parley.tools.mcp.McpSources.outcome;
import static io.parley.tools.mcp.McpSources.ready;
import static io.parley.tools.mcp.McpSources.settings;
import static io.parley.tools.mcp.McpSources.spec;
import static io.parley.tools.mcp.McpSources.specs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolProgress;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.SourceResources;
import io.parley.outbound.testing.NpmPeers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that others wrote, unchanged.
class McpPeersIT {
  private static NpmPeers peers;

  private static final String HELLO = "{\"message\": \"hello\"}";

  @BeforeAll
  static void install() throws Exception {
    peers = NpmPeers.installed();
  }

  @Test
  void everything_over_pipes() throws Exception {
    var command = peers.command("server-everything/dist/index.js", "stdio");
    try (var tools = ready(McpTools.open(settings("every"), McpSources.stdio(command, Map.of())))) {
      everything(tools);
    }
  }

  @Test
  void everything_over_http() throws Exception {
    int port = freePort();
    var builder =
        new ProcessBuilder(peers.command("server-everything/dist/index.js", "streamableHttp"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PORT", "" + port);
    var server = builder.start();
    try {
      await().until(() -> isListening(port));
      var uri = URI.create("http://127.0.0.1:%d/mcp".formatted(port));
      try (var tools = ready(McpTools.open(settings("every"), McpSources.http(uri)))) {
        everything(tools);
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static void everything(McpTools tools) throws Exception {
    assertThat(tools.problem()).isEmpty();
    assertThat(specs(tools)).extracting(ToolSpec::name).contains("every.echo", "every.get-sum");

    var echo = outcome(tools, "every.echo", "{\"message\": \"grüße\"}");
    assertThat(echo.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(echo.result().text()).isEqualTo("{\"text\":\"Echo: grüße\"}");

    var missing = outcome(tools, "every.echo", "{}");
    assertThat(missing.kind()).isEqualTo(Kind.REJECTED);
    assertThat(missing.result().text()).contains("message");

    var weather = outcome(tools, "every.get-structured-content", "{\"location\": \"New York\"}");
    assertThat(weather.result().text()).contains("\"structured\":{").contains("temperature");

    var image = outcome(tools, "every.get-tiny-image", "{}");
    assertThat(image.result().text()).contains("\"image\":\"image/png\"").hasSizeLessThan(2000);

    var reports = new ConcurrentLinkedQueue<ToolProgress>();
    var slow =
        McpSources.call(
                tools,
                "every.trigger-long-running-operation",
                "{\"duration\": 0.4, \"steps\": 4}",
                reports)
            .get(60, TimeUnit.SECONDS);
    assertThat(slow.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(reports)
        .extracting(ToolProgress::progress, report -> report.total().orElseThrow())
        .contains(tuple(1.0, 4.0), tuple(3.0, 4.0));

    // more than the places that the source has, so that each must be free again
    for (int calls = 0; calls <= settings("every").callsMax(); calls++) {
      var unwanted =
          McpSources.call(
              tools, "every.trigger-long-running-operation", "{\"duration\": 600, \"steps\": 600}");
      unwanted.cancel(true);
      await().until(() -> outcome(tools, "every.echo", HELLO).kind() == Kind.SUCCEEDED);
    }

    var listed = outcome(tools, "every.list_resources", "{}");
    assertThat(listed.result().text()).contains("\"uri\":\"demo://");
    var read =
        outcome(tools, "every.read_resource", "{\"uri\": \"demo://resource/dynamic/text/1\"}");
    assertThat(read.kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(read.result().text()).contains("\"resource\":\"demo://resource/dynamic/text/1\"");
    var first = tools.resources().getFirst();
    assertThat(first.uri()).startsWith("demo://");
    assertThat(tools.resource(first.uri()).getFirst().bytes()).isNotEmpty();
    assertThat(tools.resource("demo://resource/dynamic/blob/1").getFirst().bytes()).isNotEmpty();
    assertThatThrownBy(() -> tools.resource("demo://nothing/here"))
        .isInstanceOf(SourceResources.Refused.class);
    tools.probe("mcp:every").toCompletableFuture().join();
  }

  @Test
  void files_are_written_and_read_and_hints_become_policies(@TempDir Path directory)
      throws Exception {
    var home = directory.toRealPath();
    var command = peers.command("server-filesystem/dist/index.js", home.toString());
    try (var tools = ready(McpTools.open(settings("files"), McpSources.stdio(command, Map.of())))) {
      assertThat(spec(tools, "files.read_text_file").policy()).isEqualTo(ToolPolicy.READ_ONLY);
      assertThat(spec(tools, "files.read_text_file").approval()).isFalse();
      assertThat(spec(tools, "files.write_file").approval()).isTrue();
      assertThat(spec(tools, "files.create_directory").policy())
          .isEqualTo(ToolPolicy.RETRY_WITH_KEY);

      var file = home.resolve("note.txt");
      var written =
          outcome(
              tools,
              "files.write_file",
              "{\"path\": \"%s\", \"content\": \"hello\"}".formatted(file));
      assertThat(written.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(Files.readString(file)).isEqualTo("hello");

      var outside = outcome(tools, "files.read_text_file", "{\"path\": \"/etc/hostname\"}");
      assertThat(outside.kind()).isEqualTo(Kind.FAILED);
      assertThat(outside.result().text()).contains("Access denied");
    }
  }

  @Test
  void a_memory_keeps_what_it_was_told(@TempDir Path directory) throws Exception {
    var command = peers.command("server-memory/dist/index.js");
    var environment = Map.of("MEMORY_FILE_PATH", directory.resolve("memory.jsonl").toString());
    try (var tools =
        ready(McpTools.open(settings("memory"), McpSources.stdio(command, environment)))) {
      outcome(
          tools,
          "memory.create_entities",
          """
          {"entities": [{"name": "Ada", "entityType": "customer", "observations": ["likes tea"]}]}\
          """);
      var found = outcome(tools, "memory.search_nodes", "{\"query\": \"tea\"}");
      assertThat(found.kind()).isEqualTo(Kind.SUCCEEDED);
      assertThat(found.result().text()).contains("Ada");
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
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
