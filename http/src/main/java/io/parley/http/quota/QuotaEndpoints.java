package io.parley.http.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/organisations/{id}/quotas`: holders of the permission `operate`, and the shared operator
/// token, read and replace the quotas of an organisation. Nodes follow within a second.
public final class QuotaEndpoints {
  private static final String PATH = "/v1/organisations/{id}/quotas";
  private static final String[] KINDS =
      Stream.of(QuotaKind.values()).map(QuotaKind::word).toArray(String[]::new);

  private final Edge edge;
  private final Guard guard;
  private final Quotas quotas;

  private QuotaEndpoints(Edge edge, Quotas quotas) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.quotas = quotas;
  }

  /// All calls.
  public static List<Endpoint> of(Edge edge, Quotas quotas) {
    var calls = new QuotaEndpoints(edge, quotas);
    return List.of(Endpoint.get(PATH, calls::show), Endpoint.put(PATH, calls::replace));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    guard.staff(call, Permission.OPERATE);
    return quotas
        .find(tenant(call))
        .thenApply(
            plan -> Replies.json(200, json(plan.orElseThrow(QuotaEndpoints::noOrganisation))));
  }

  private CompletionStage<HttpResponse> replace(Call call) {
    var act = act(call, guard.staff(call, Permission.OPERATE));
    var tenant = tenant(call);
    return call.json()
        .thenApply(QuotaEndpoints::plan)
        .thenCompose(
            plan ->
                quotas
                    .put(tenant, plan, act)
                    .thenApply(
                        was -> {
                          if (!was) throw noOrganisation();
                          return Replies.json(200, json(plan));
                        }));
  }

  private static TenantId tenant(Call call) {
    return OrganisationId.parse(call.value("id"))
        .orElseThrow(QuotaEndpoints::noOrganisation)
        .tenant();
  }

  private static ProblemException noOrganisation() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no organisation of this id"));
  }

  /// A kind that is misspelt would be absent, and so have no limit.
  private static QuotaPlan plan(Fields fields) {
    fields.only(KINDS);
    var limits = new EnumMap<QuotaKind, Long>(QuotaKind.class);
    for (var kind : QuotaKind.values())
      fields.value(kind.word()).ifPresent(value -> limits.put(kind, limit(kind, value)));
    return new QuotaPlan(Map.copyOf(limits));
  }

  private static long limit(QuotaKind kind, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      long limit = value.longValue();
      if (limit >= 0 && limit <= QuotaPlan.MAX) return limit;
    }
    throw new Malformed(
        "%s is no quota (expected: a whole number from 0, which is no limit, to %d)"
            .formatted(kind.word(), QuotaPlan.MAX));
  }

  /// Kinds that are absent have the default of the installation.
  private static ObjectNode json(QuotaPlan plan) {
    var json = JsonText.object();
    var quotas = json.putObject("quotas");
    for (var kind : QuotaKind.values())
      if (plan.limits().containsKey(kind)) quotas.put(kind.word(), plan.limits().get(kind));
    return json;
  }

  private Act act(Call call, Principal operator) {
    var by =
        switch (operator.subject()) {
          case Subject.Account(var person, _) -> new Actor.Person(person);
          case Subject.Staff(var role) -> new Actor.Program(JsonText.word(role));
          case Subject.Program _, Subject.Customer _, Subject.Visitor _ ->
              throw new IllegalStateException(
                  "an operator that is a " + operator.subject() + " (expected: staff)");
        };
    return new Act(by, call.from(), edge.clock().instant());
  }
}
