package io.parley.server;

import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.limit.CallLimiter;
import io.parley.tools.mcp.McpSourceKind;
import io.parley.tools.openapi.OpenApiSourceKind;
import io.parley.tools.registry.RegisteredTools;
import io.parley.tools.registry.RegistryDesk;
import io.parley.tools.source.ToolSourceKind;
import java.time.Duration;
import java.util.List;

/// Sources of tools that are added while the server runs.
///
/// @param desk for operators
record RegisteredSources(RegisteredTools tools, ToolSourceDesk desk) {
  /// Half of the second within which a change reaches every node.
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final Duration ATTEMPT_MAX = Duration.ofSeconds(20);

  /// All kinds of sources.
  private static final List<ToolSourceKind> KINDS =
      List.of(new McpSourceKind(ProgramVersion.number()), new OpenApiSourceKind());

  static RegisteredSources start(
      BrainSettings settings, Repositories stores, CallLimiter limiter, Closers closers) {
    var http = closers.add("the guarded way out", GuardedHttp.open(settings.outbound()));
    stores
        .toolSources()
        .replaceThoseOfFile(TenantId.DEFAULT, settings.sources().sources())
        .toCompletableFuture()
        .join();
    var tools =
        closers.add(
            "tool sources",
            RegisteredTools.start(
                stores.toolSources(), KINDS, stores.secrets(), http, limiter, LOOK_EVERY));
    return new RegisteredSources(tools, new RegistryDesk(tools, ATTEMPT_MAX));
  }
}
