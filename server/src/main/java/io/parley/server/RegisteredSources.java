package io.parley.server;

import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SignInDesk;
import io.parley.core.tool.source.SourceResources;
import io.parley.core.tool.source.ToolCallbacks;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.limit.CallLimiter;
import io.parley.tools.mcp.McpSourceKind;
import io.parley.tools.openapi.OpenApiSourceKind;
import io.parley.tools.registry.RegisteredTools;
import io.parley.tools.registry.RegistryCallbacks;
import io.parley.tools.registry.RegistryDesk;
import io.parley.tools.registry.RegistryResources;
import io.parley.tools.registry.RegistrySignIns;
import io.parley.tools.result.KeptResults;
import io.parley.tools.source.ToolSourceKind;
import io.parley.tools.webhook.WebhookSourceKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sources of tools that are added while the server runs.
///
/// @param desk for operators
/// @param signIns the same
/// @param callbacks for tools that answer later
/// @param resources for the knowledge base
record RegisteredSources(
    RegisteredTools tools,
    ToolSourceDesk desk,
    SignInDesk signIns,
    ToolCallbacks callbacks,
    SourceResources resources) {
  /// Half of the second within which a change reaches every node.
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final Duration ATTEMPT_MAX = Duration.ofSeconds(20);

  /// All kinds of sources.
  private static List<ToolSourceKind> kinds(BrainSettings settings, Clock clock) {
    return List.of(
        new McpSourceKind(ProgramVersion.number()),
        new OpenApiSourceKind(),
        new WebhookSourceKind(clock, settings.sources().callbacks()));
  }

  static RegisteredSources start(
      BrainSettings settings,
      Repositories stores,
      CallLimiter limiter,
      Closers closers,
      Clock clock) {
    var http = closers.add("the guarded way out", GuardedHttp.open(settings.outbound()));
    stores
        .tools()
        .toolSources()
        .replaceThoseOfFile(TenantId.DEFAULT, settings.sources().sources())
        .toCompletableFuture()
        .join();
    var tools =
        closers.add(
            "tool sources",
            RegisteredTools.start(
                stores.tools().toolSources(),
                kinds(settings, clock),
                stores.tools().secrets(),
                http,
                Optional.of(stores.tools().signIns()),
                limiter,
                LOOK_EVERY));
    var callbacks =
        KeptResults.answers(
            new RegistryCallbacks(tools), stores.support().toolResults(), settings.results());
    return new RegisteredSources(
        tools,
        new RegistryDesk(tools, ATTEMPT_MAX),
        new RegistrySignIns(tools, stores.tools().signIns()),
        callbacks,
        new RegistryResources(tools));
  }
}
