package io.parley.http.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageQuery.Dimension;
import io.parley.core.money.UsageReport;
import io.parley.core.money.UsageSum;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `GET /v1/usage`: sums of model calls. Days are those of the budgets' zone; the last thirty by
/// default.
final class UsageCall {
  private static final int TEXT_MAX = 64;

  private final Guard guard;
  private final Books books;
  private final Clock clock;

  UsageCall(Guard guard, Books books, Clock clock) {
    this.guard = guard;
    this.books = books;
    this.clock = clock;
  }

  Endpoint endpoint() {
    return Endpoint.get("/v1/usage", this::usage);
  }

  private CompletionStage<HttpResponse> usage(Call call) {
    var query = query(guard.staff(call).tenant(), call);
    return books
        .accounts()
        .usage(query)
        .thenApply(report -> Replies.json(200, json(query, report)));
  }

  private UsageQuery query(TenantId tenant, Call call) {
    var days = Days.of(call, clock.instant(), books.plan().zone(), UsageQuery.DAYS_MAX);
    return new UsageQuery(
        tenant,
        days.from(),
        days.to(),
        call.query("by").map(UsageCall::dimensions).orElse(EnumSet.allOf(Dimension.class)),
        books.currency());
  }

  private static Set<Dimension> dimensions(String text) {
    var found = EnumSet.noneOf(Dimension.class);
    if (text.length() <= TEXT_MAX)
      for (var word : text.split(",", -1)) dimension(word).ifPresent(found::add);
    if (text.length() > TEXT_MAX || found.size() != text.split(",", -1).length)
      throw new Malformed(
          "the query parameter by has an unknown or repeated word (expected: some of agent, model,"
              + " purpose, day, each once)");
    return found;
  }

  private static Optional<Dimension> dimension(String word) {
    return Arrays.stream(Dimension.values()).filter(known -> lower(known).equals(word)).findFirst();
  }

  private ObjectNode json(UsageQuery query, UsageReport report) {
    if (!report.complete())
      throw new Malformed(
          "the answer has more than %d rows (expected: fewer days, or fewer words in by)"
              .formatted(UsageQuery.ROWS_MAX));
    var json =
        JsonText.object()
            .put("from", query.from().toString())
            .put("to", query.to().toString())
            .put("currency", query.currency());
    var rows = json.putArray("rows");
    report.rows().forEach(row -> rows.add(row(row)));
    json.set("total", sum(JsonText.object(), report.total()));
    var unpriced = json.putArray("unpricedModels");
    report.unpricedModels().forEach(unpriced::add);
    return json;
  }

  private static ObjectNode row(UsageReport.Row row) {
    var json = JsonText.object();
    row.agent().ifPresent(agent -> json.put("agent", agent.id()).put("version", agent.version()));
    row.model().ifPresent(model -> json.put("model", model));
    row.purpose().ifPresent(purpose -> json.put("purpose", lower(purpose)));
    row.day().ifPresent(day -> json.put("day", day.toString()));
    return sum(json, row.sum());
  }

  private static ObjectNode sum(ObjectNode json, UsageSum sum) {
    return json.put("calls", sum.calls())
        .put("cachedCalls", sum.cachedCalls())
        .put("failedCalls", sum.failedCalls())
        .put("inputTokens", sum.inputTokens())
        .put("outputTokens", sum.outputTokens())
        .put("costMicros", sum.costMicros());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
