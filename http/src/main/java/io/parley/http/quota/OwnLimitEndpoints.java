package io.parley.http.quota;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.quota.Quotas;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
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

/// `/v1/organisation/limits`: what the caller's organisation may use by the installation's plan,
/// and the limits that it sets within that for itself. Holders of the permission `view-usage` read
/// them, those of `set-budgets` replace its own; the shared operator token does both in the
/// organisation `default`. Nodes follow within a second.
public final class OwnLimitEndpoints {
  private static final String PATH = "/v1/organisation/limits";
  private static final String[] KINDS =
      Stream.of(QuotaKind.values())
          .filter(QuotaKind::isLimitedByOrganisations)
          .map(QuotaKind::word)
          .toArray(String[]::new);

  private final Guard guard;
  private final Quotas quotas;
  private final QuotaPlan defaults;

  private OwnLimitEndpoints(Edge edge, Quotas quotas, QuotaPlan defaults) {
    this.guard = new Guard(edge);
    this.quotas = quotas;
    this.defaults = defaults;
  }

  /// All calls.
  ///
  /// @param defaults of organisations without quotas of their own
  public static List<Endpoint> of(Edge edge, Quotas quotas, QuotaPlan defaults) {
    var calls = new OwnLimitEndpoints(edge, quotas, defaults);
    return List.of(Endpoint.get(PATH, calls::show), Endpoint.put(PATH, calls::replace));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return quotas
        .find(guard.keeper(call, Permission.VIEW_USAGE).tenant())
        .thenApply(plan -> Replies.json(200, json(plan.orElse(QuotaPlan.NONE))));
  }

  private CompletionStage<HttpResponse> replace(Call call) {
    var author = guard.keeper(call, Permission.SET_BUDGETS);
    var act = guard.act(call, author);
    return call.json()
        .thenCompose(fields -> quotas.limit(author.tenant(), own(fields), act))
        .thenApply(plan -> Replies.json(200, json(plan)));
  }

  /// A kind that is misspelt would be absent, and so have no limit.
  private static Map<QuotaKind, Long> own(Fields fields) {
    fields.only(KINDS);
    var limits = new EnumMap<QuotaKind, Long>(QuotaKind.class);
    for (var kind : QuotaKind.values())
      fields
          .value(kind.word())
          .ifPresent(
              value -> {
                if (!value.isIntegralNumber()
                    || !value.canConvertToLong()
                    || value.longValue() < 1
                    || value.longValue() > QuotaPlan.MAX)
                  throw new Malformed(
                      "%s is no limit (expected: a whole number from 1 to %d, or none)"
                          .formatted(kind.word(), QuotaPlan.MAX));
                limits.put(kind, value.longValue());
              });
    return limits;
  }

  /// Kinds that nothing limits are absent.
  private ObjectNode json(QuotaPlan stored) {
    var json = JsonText.object();
    put(json.putObject("plan"), stored.over(defaults).limits());
    put(json.putObject("limits"), stored.own());
    return json;
  }

  private static void put(ObjectNode json, Map<QuotaKind, Long> limits) {
    for (var kind : QuotaKind.values())
      if (limits.getOrDefault(kind, 0L) > 0) json.put(kind.word(), limits.get(kind));
  }
}
