package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.RunningCall;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolProgress;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.client.ClientSettings;
import io.parley.tools.mcp.client.Elicitation;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.client.ToolDefinition;
import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.oauth.Consent;
import io.parley.tools.mcp.oauth.OAuthCredentials;
import io.parley.tools.mcp.oauth.OAuthSettings;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.rpc.RpcCodec;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The program that the conformance suite runs: this client does what the suite's scenario wants.
final class ConformanceClient {
  private static final Duration TIME = Duration.ofSeconds(15);

  private static final PlainSender SENDER = new PlainSender();

  private ConformanceClient() {}

  public static void main(String[] arguments) throws Exception {
    var scenario = System.getenv().getOrDefault("MCP_CONFORMANCE_SCENARIO", "");
    var context = json(System.getenv().getOrDefault("MCP_CONFORMANCE_CONTEXT", "{}"));
    var server = URI.create(arguments[arguments.length - 1]);
    try (var connected = connect(server, scenario, context)) {
      if (scenario.startsWith("elicitation")) listen(connected);
      run(connected, scenario, context);
    }
    System.exit(0);
  }

  /// A server may ask on a stream of its own.
  private static void listen(McpClient client) {
    Thread.startVirtualThread(
        () -> {
          try {
            client.listen();
          } catch (McpFailure | InterruptedException e) {
            System.out.println("no stream: " + e.getMessage());
          }
        });
  }

  private static McpClient connect(URI server, String scenario, JsonNode context)
      throws McpFailure, InterruptedException {
    var version = Optional.ofNullable(System.getenv("MCP_CONFORMANCE_PROTOCOL_VERSION"));
    var settings =
        new ClientSettings("test", version.flatMap(Revision::of), TIME, TIME, 100, 64 * 1024, 1000);
    return McpClient.connect(
        McpSources.http(server, credentials(server, scenario, context), SENDER),
        settings,
        elicitation(scenario),
        () -> {});
  }

  private static Credentials credentials(URI server, String scenario, JsonNode context) {
    if (!scenario.startsWith("auth/")) return Credentials.NONE;
    boolean forItself = scenario.startsWith("auth/client-credentials");
    return new OAuthCredentials(
        server,
        new OAuthSettings(
            text(context, "client_id"),
            text(context, "client_secret").map(secret -> _ -> secret),
            Optional.empty(),
            Optional.empty()),
        forItself ? Optional.empty() : Optional.of(new Agreeing()),
        SENDER);
  }

  private static Elicitation elicitation(String scenario) {
    if (scenario.startsWith("elicitation")) return Elicitation.DEFAULTS;
    return scenario.startsWith("sep-2322") ? Elicitation.PEOPLE : Elicitation.NONE;
  }

  /// Confirms, and calls another tool meanwhile: what one request was asked for must not appear in
  /// another one.
  private record Confirming(McpClient client) implements RunningCall {
    @Override
    public void onCancel(Runnable action) {}

    @Override
    public void progressed(ToolProgress progress) {}

    @Override
    public CompletableFuture<FormReply> ask(ToolForm form) {
      call(client, tool(client, "test_mrtr_unrelated"), RpcCodec.object());
      var content = RpcCodec.object();
      for (var field : form.fields())
        if (field.kind() == ToolForm.Kind.BOOLEAN) content.put(field.name(), true);
        else content.put(field.name(), "yes");
      return CompletableFuture.completedFuture(
          new FormReply(FormReply.Action.ACCEPT, new Json(content.toString())));
    }
  }

  private static void run(McpClient client, String scenario, JsonNode context)
      throws McpFailure, InterruptedException {
    var tools = client.tools().tools();
    for (var each : context.path("toolCalls"))
      call(
          client,
          tool(client, each.path("name").asText()),
          each.get("arguments") instanceof ObjectNode given ? given : RpcCodec.object());
    if (context.has("toolCalls") || scenario.startsWith("json-schema-ref")) return;
    if (scenario.startsWith("json-schema-2020")) {
      // what was sent comes back as it was, keyword by keyword
      var arguments = RpcCodec.object();
      arguments.set("schema", tool(client, "json_schema_2020_12_tool").inputSchema());
      call(client, tool(client, "json_schema_echo"), arguments);
      return;
    }
    if (scenario.startsWith("http-standard")) readAll(client);
    if (scenario.startsWith("sep-2322")) {
      for (var tool : tools)
        if (!tool.name().endsWith("unrelated")) call(client, tool, RpcCodec.object());
      return;
    }
    if (scenario.startsWith("http-invalid")) {
      for (var tool : tools) call(client, tool, RpcCodec.object().put("region", "us-west1"));
      return;
    }
    if (!tools.isEmpty() && !scenario.equals("request-metadata"))
      call(client, tools.getFirst(), RpcCodec.object().put("a", 2).put("b", 3));
  }

  private static void readAll(McpClient client) throws McpFailure, InterruptedException {
    for (var resource : client.resources()) client.read(resource.key(), Deadline.in(TIME));
    for (var prompt : client.prompts())
      client.prompt(prompt.name(), RpcCodec.object(), Deadline.in(TIME));
  }

  private static ToolDefinition tool(McpClient client, String name) {
    try {
      return client.tools().tools().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow();
    } catch (McpFailure | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void call(McpClient client, ToolDefinition tool, ObjectNode arguments) {
    try {
      System.out.println(
          client.call(tool, arguments, "key", new Confirming(client), Deadline.in(TIME)));
    } catch (McpFailure | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    return Jackson.parse(text).orElseThrow();
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
  }

  /// A person who agrees to everything.
  private static final class Agreeing implements Consent {
    @Override
    public URI redirectUri() {
      return URI.create("http://localhost:3000/callback");
    }

    @Override
    public Optional<URI> clientMetadata() {
      return Optional.of(URI.create("https://conformance-test.local/client-metadata.json"));
    }

    @Override
    public Map<String, String> ask(URI page) throws InterruptedException {
      try (var browser = HttpClient.newHttpClient()) {
        var sent = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
        var back = URI.create(sent.headers().firstValue("Location").orElseThrow());
        var parameters = new HashMap<String, String>();
        for (var each : back.getRawQuery().split("&", -1)) {
          var pair = each.split("=", 2);
          parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
