package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.audit.AuditEntry;
import io.parley.core.audit.AuditTrail;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The audit trail of the caller's organisation, and that of the platform, whose operators give and
/// take its roles. People are ids in both.
final class AuditCalls {
  private static final String AUDIT = OrganisationCalls.PATH + "/audit";

  private static final String OF_PLATFORM = "/v1/platform/audit";
  private static final String CHECK = "/check";
  private static final String OLDEST = "oldest";
  private static final String NEWEST = "newest";

  /// A check reads the whole trail.
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

  private final Callers callers;
  private final AuditTrail audit;
  private final Map<TenantId, CompletableFuture<AuditTrail.Check>> checks =
      new ConcurrentHashMap<>();

  AuditCalls(Callers callers, AuditTrail audit) {
    this.callers = callers;
    this.audit = audit;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(AUDIT, call -> list(call, ofOrganisation(call))),
        Endpoint.get(AUDIT + CHECK, call -> check(call, ofOrganisation(call))),
        Endpoint.get(OF_PLATFORM, call -> list(call, ofPlatform(call))),
        Endpoint.get(OF_PLATFORM + CHECK, call -> check(call, ofPlatform(call))));
  }

  private TenantId ofOrganisation(Call call) {
    return callers.viewer(call, Permission.VIEW_AUDIT).organisation().tenant();
  }

  private TenantId ofPlatform(Call call) {
    callers.requireOperator(call);
    return TenantId.PLATFORM;
  }

  private CompletionStage<HttpResponse> list(Call call, TenantId tenant) {
    int limit = Page.limit(call);
    return entries(tenant, call, limit + 1)
        .thenApply(
            found ->
                Page.reply(
                    "entries",
                    found,
                    limit,
                    AuditCalls::view,
                    entry -> Long.toString(entry.number())));
  }

  /// In the order of the acts, or the newest first.
  private CompletionStage<List<AuditEntry>> entries(TenantId tenant, Call call, int limit) {
    var after = call.queryNumber("after", 0, Long.MAX_VALUE);
    return isNewestFirst(call)
        ? audit.newest(tenant, after.orElse(Long.MAX_VALUE), limit)
        : audit.page(tenant, after.orElse(0L), limit);
  }

  private static boolean isNewestFirst(Call call) {
    return switch (call.query("order").orElse(OLDEST)) {
      case OLDEST -> false;
      case NEWEST -> true;
      default -> throw new Malformed("unknown order (expected: oldest or newest)");
    };
  }

  private static ObjectNode view(AuditEntry entry) {
    var json =
        JsonText.object()
            .put("number", entry.number())
            .put("at", JsonText.time(entry.at()))
            .put("by", entry.by())
            .put("from", entry.from())
            .put("action", entry.change().action())
            .put("target", entry.change().target());
    fields(json.putObject("before"), entry.change().before());
    fields(json.putObject("after"), entry.change().after());
    return json;
  }

  private static void fields(ObjectNode json, SortedMap<String, String> fields) {
    fields.forEach(json::put);
  }

  private CompletionStage<HttpResponse> check(Call call, TenantId tenant) {
    call.answerWithin(ANSWER_WITHIN);
    return checked(tenant)
        .thenApply(
            check -> {
              var json =
                  JsonText.object()
                      .put("entries", check.entries())
                      .put("intact", check.damage().isEmpty());
              check.damage().ifPresent(number -> json.put("damage", number));
              return Replies.json(200, json);
            });
  }

  /// Those who ask while a check runs get its result: impatient readers do not read the trail many
  /// times at once.
  private CompletionStage<AuditTrail.Check> checked(TenantId tenant) {
    var own = new CompletableFuture<AuditTrail.Check>();
    var running = checks.putIfAbsent(tenant, own);
    if (running != null) return running;
    // a check that cannot even begin must end for those who wait for it, too
    CompletableFuture.completedStage(tenant)
        .thenCompose(_ -> audit.verify(tenant))
        .whenComplete(
            (check, failure) -> {
              checks.remove(tenant);
              if (failure == null) own.complete(check);
              else own.completeExceptionally(failure);
            });
    return own;
  }
}
