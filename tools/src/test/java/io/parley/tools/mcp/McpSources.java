package io.parley.tools.mcp;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.RunningCall;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolProgress;
import io.parley.core.tool.ToolSpec;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.client.ClientSettings;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.GuardedSender;
import io.parley.tools.mcp.http.HttpChannel;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.stdio.ProcessSettings;
import io.parley.tools.mcp.stdio.StdioChannel;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Sources over servers of tests.
final class McpSources {
  private static final GuardedHttp GUARD =
      GuardedHttp.open(
          new GuardSettings(
              Allowed.of("allow", List.of("127.0.0.0/8")),
              new GuardLimits(
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(60),
                  8 << 20),
              32 * 1024,
              5,
              100));

  static final int MESSAGE_MAX = 256 * 1024;
  static final AgentRef AGENT = new AgentRef("support", 1);

  private McpSources() {}

  static ClientSettings client() {
    return new ClientSettings(
        "test",
        Optional.empty(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        50,
        16 * 1024,
        500);
  }

  static McpSettings settings(String name) {
    return settings(name, Duration.ofSeconds(20));
  }

  static McpSettings settings(String name, Duration deadline) {
    return new McpSettings(
        name,
        ApprovalOf.DESTRUCTIVE,
        true,
        false,
        true,
        false,
        deadline,
        Duration.ofHours(1),
        4,
        client());
  }

  /// The same, with defaults for a server that asks back.
  static McpSettings eliciting(McpSettings of) {
    return new McpSettings(
        of.name(),
        of.approval(),
        of.trusted(),
        true,
        of.resources(),
        of.personal(),
        of.deadline(),
        of.refresh(),
        of.callsMax(),
        of.client());
  }

  static ProcessSettings program(List<String> command, Map<String, String> environment) {
    return new ProcessSettings(
        command, environment, Optional.empty(), 2L << 30, MESSAGE_MAX, Duration.ofSeconds(2));
  }

  static McpClient.Opening stdio(List<String> command, Map<String, String> environment) {
    return peer -> StdioChannel.open("test", program(command, environment), peer);
  }

  static McpClient.Opening http(URI server) {
    return http(server, Credentials.NONE);
  }

  static McpClient.Opening http(URI server, Credentials credentials) {
    return http(server, credentials, new GuardedSender(GUARD, Duration.ofSeconds(5)));
  }

  static McpClient.Opening http(URI server, Credentials credentials, HttpSender sender) {
    return peer -> new HttpChannel(server, sender, credentials, MESSAGE_MAX, peer);
  }

  /// Waits until the source has its list.
  static McpTools ready(McpTools tools) throws Exception {
    tools.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return tools;
  }

  static List<ToolSpec> specs(McpTools tools) {
    return tools.specs(TenantId.DEFAULT, AGENT);
  }

  static ToolSpec spec(McpTools tools, String name) {
    return tools.find(TenantId.DEFAULT, AGENT, name).orElseThrow();
  }

  static CompletableFuture<ToolOutcome> call(McpTools tools, String name, String arguments) {
    return tools
        .call(new ToolCall("1.1", name, new Json(arguments)), context())
        .toCompletableFuture();
  }

  /// The same call, whose reports of progress go to `reports`.
  static CompletableFuture<ToolOutcome> call(
      McpTools tools, String name, String arguments, Collection<ToolProgress> reports) {
    var running =
        new RunningCall() {
          @Override
          public void onCancel(Runnable action) {}

          @Override
          public void progressed(ToolProgress progress) {
            reports.add(progress);
          }
        };
    return tools
        .call(new ToolCall("1.1", name, new Json(arguments)), context().during(running))
        .toCompletableFuture();
  }

  private static ToolContext context() {
    return new ToolContext(
        new SessionKey(TenantId.DEFAULT, new SessionId("s-1")),
        AGENT,
        Optional.empty(),
        "default:s-1:1.1");
  }

  static ToolOutcome outcome(McpTools tools, String name, String arguments) throws Exception {
    return call(tools, name, arguments).get(60, TimeUnit.SECONDS);
  }
}
