package io.parley.http.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.metering.MeteringQuery;
import io.parley.core.metering.MeteringQuery.Step;
import io.parley.core.metering.UsageSums;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `GET /v1/usage/records`: sums of the usage records, as billing reads them.
final class UsageRecordsCall {
  private final Guard guard;
  private final Books books;
  private final Clock clock;

  UsageRecordsCall(Guard guard, Books books, Clock clock) {
    this.guard = guard;
    this.books = books;
    this.clock = clock;
  }

  Endpoint endpoint() {
    return Endpoint.get("/v1/usage/records", this::records);
  }

  private CompletionStage<HttpResponse> records(Call call) {
    var tenant = guard.staff(call, Permission.OVERSEE, Permission.VIEW_USAGE).tenant();
    var zone = books.plan().zone();
    var days = Days.of(call, clock.instant(), zone, MeteringQuery.DAYS_MAX);
    var query = query(tenant, days, step(call));
    return books
        .meterings()
        .sum(query)
        .thenApply(sums -> Replies.json(200, json(days, query, sums)));
  }

  private MeteringQuery query(TenantId tenant, Days days, Step step) {
    var zone = books.plan().zone();
    return new MeteringQuery(
        tenant,
        days.from().atStartOfDay(zone).toInstant(),
        days.to().plusDays(1).atStartOfDay(zone).toInstant(),
        step,
        zone);
  }

  private static Step step(Call call) {
    return call.query("step")
        .map(
            word ->
                Step.of(word)
                    .orElseThrow(
                        () ->
                            new Malformed(
                                "the query parameter step is unknown (expected: hour, day or"
                                    + " whole)")))
        .orElse(Step.DAY);
  }

  private static ObjectNode json(Days days, MeteringQuery query, UsageSums sums) {
    if (!sums.complete())
      throw new Malformed(
          "the answer has more than %d rows (expected: fewer days, or a longer step)"
              .formatted(MeteringQuery.ROWS_MAX));
    var json =
        JsonText.object()
            .put("from", days.from().toString())
            .put("to", days.to().toString())
            .put("zone", query.zone().getId())
            .put("step", query.step().word());
    var rows = json.putArray("rows");
    for (var row : sums.rows()) {
      var each =
          rows.addObject().put("start", JsonText.time(row.start())).put("kind", row.kind().word());
      row.model().ifPresent(model -> each.put("model", model));
      each.put("amount", row.amount());
    }
    var before = json.putObject("before");
    sums.before().forEach((kind, amount) -> before.put(kind.word(), amount));
    return json;
  }
}
