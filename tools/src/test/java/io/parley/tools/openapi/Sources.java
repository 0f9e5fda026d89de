package io.parley.tools.openapi;

import io.parley.core.agent.AgentRef;
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.source.ToolSource;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceTools;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Sources over documents of tests, with secrets in memory.
final class Sources {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final GuardedHttp HTTP =
      GuardedHttp.open(
          new GuardSettings(
              Allowed.of("allow", List.of("127.0.0.0/8")),
              new GuardLimits(LONG, LONG, LONG, LONG, 8 << 20),
              32 * 1024,
              5,
              100));

  private Sources() {}

  static SourceAccess access(Map<String, Kept> secrets) {
    return new SourceAccess(TenantId.DEFAULT, new MemorySecrets(secrets), HTTP);
  }

  static ToolSource source(String settings) {
    return new ToolSource("crm", "openapi", new Json(settings), List.of(), List.of(), false);
  }

  static SourceTools open(String settings) {
    return open(settings, Map.of());
  }

  static SourceTools open(String settings, Map<String, Kept> secrets) {
    return new OpenApiSourceKind().open(source(settings), access(secrets));
  }

  static ToolContext context(Optional<String> customer) {
    return new ToolContext(
        new SessionKey(TenantId.DEFAULT, new SessionId("s-1")),
        new AgentRef("support", 1),
        customer,
        "default:s-1:1.1");
  }

  static ToolCall asked(String tool, String arguments) {
    return new ToolCall("1.1", tool, new Json(arguments));
  }

  static CompletableFuture<ToolOutcome> call(SourceTools tools, String tool, String arguments) {
    return tools.call(asked(tool, arguments), context(Optional.empty())).toCompletableFuture();
  }

  static ToolOutcome outcome(SourceTools tools, String tool, String arguments) throws Exception {
    return call(tools, tool, arguments).get(60, TimeUnit.SECONDS);
  }

  record Kept(String host, String value) {}

  private record MemorySecrets(Map<String, Kept> kept) implements Secrets {
    private MemorySecrets {
      kept = new ConcurrentHashMap<>(kept);
    }

    @Override
    public CompletionStage<Stored> put(
        TenantId tenant, String name, SecretHost host, String value) {
      kept.put(name, new Kept(host.value(), value));
      return CompletableFuture.completedStage(Stored.DONE);
    }

    @Override
    public CompletionStage<List<Listed>> list(TenantId tenant) {
      return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, String name) {
      return CompletableFuture.completedStage(kept.remove(name) != null);
    }

    @Override
    public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
      return CompletableFuture.completedStage(
          Optional.ofNullable(kept.get(name))
              .filter(each -> new SecretHost(each.host()).covers(target))
              .map(Kept::value));
    }
  }
}
