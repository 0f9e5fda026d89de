package io.parley.http.cache;

import io.parley.core.access.Permission;
import io.parley.core.audit.Act;
import io.parley.core.audit.AuditTrail;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/cache`: staff reads this node's cache statistics; holders of the permission `configure`,
/// and the shared operator token, empty the cache.
public final class CacheEndpoints {
  private final Guard guard;
  private final AnswerCache cache;
  private final AuditTrail trail;

  private CacheEndpoints(Guard guard, AnswerCache cache, AuditTrail trail) {
    this.guard = guard;
    this.cache = cache;
    this.trail = trail;
  }

  /// @param trail tells of a cache that was emptied
  public static List<Endpoint> of(Edge edge, AnswerCache cache, AuditTrail trail) {
    var calls = new CacheEndpoints(new Guard(edge), cache, trail);
    return List.of(
        Endpoint.get("/v1/cache", calls::show), Endpoint.delete("/v1/cache", calls::erase));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return view(guard.staff(call).tenant());
  }

  private CompletionStage<HttpResponse> erase(Call call) {
    var keeper = guard.keeper(call, Permission.CONFIGURE);
    var tenant = keeper.tenant();
    return told(tenant, guard.act(call, keeper))
        .thenCompose(
            _ -> {
              cache.erase(tenant);
              return view(tenant);
            });
  }

  /// First: what was not told of is not done.
  private CompletionStage<Void> told(TenantId tenant, Act act) {
    int entries = cache.of(tenant).entries();
    if (entries == 0) return CompletableFuture.completedStage(null);
    var before = Map.of("entries", Integer.toString(entries));
    return trail.add(tenant, act, Change.gone("cache-emptied", "cache", before));
  }

  private CompletionStage<HttpResponse> view(TenantId tenant) {
    var view = cache.of(tenant);
    var json = JsonText.object().put("enabled", view.enabled());
    json.putObject("hits").put("exact", view.hitsExact()).put("semantic", view.hitsSemantic());
    json.put("misses", view.misses())
        .put("uncacheable", view.uncacheable())
        .put("entries", view.entries());
    json.putObject("saved")
        .put("inputTokens", view.saved().inputTokens())
        .put("outputTokens", view.saved().outputTokens())
        .put("costMicros", view.saved().costMicros())
        .put("currency", view.saved().currency());
    return CompletableFuture.completedStage(Replies.json(200, json));
  }
}
