package io.parley.http.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.Permission;
import io.parley.core.organisation.Retentions;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// How long the caller's organisation keeps the recordings of its calls.
final class RetentionCalls {
  private static final String PATH = OrganisationCalls.PATH + "/retention";
  private static final String RECORDING_DAYS = "recordingDays";

  private final Callers callers;
  private final Retentions retentions;

  RetentionCalls(Callers callers, Retentions retentions) {
    this.callers = callers;
    this.retentions = retentions;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, this::show), Endpoint.put(PATH, this::change));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var viewer = callers.viewer(call, Permission.VIEW_ORGANISATION);
    return retentions
        .recordingDays(viewer.organisation().tenant())
        .thenApply(RetentionCalls::reply);
  }

  private CompletionStage<HttpResponse> change(Call call) {
    var author = callers.author(call, Permission.CONFIGURE);
    return call.json()
        .thenCompose(
            fields -> {
              var days = days(fields);
              return retentions
                  .keepRecordings(author.organisation().tenant(), days, author.act())
                  .thenApply(_ -> reply(days));
            });
  }

  /// Absent for the installation's time.
  private static OptionalInt days(Fields fields) {
    var value = fields.only(RECORDING_DAYS).value(RECORDING_DAYS);
    return value.isPresent() ? OptionalInt.of(days(value.get())) : OptionalInt.empty();
  }

  private static int days(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int days = value.intValue();
      if (days >= 1 && days <= Retentions.DAYS_MAX) return days;
    }
    throw new Malformed(
        "%s is no time (expected: whole days, 1 to %d)"
            .formatted(RECORDING_DAYS, Retentions.DAYS_MAX));
  }

  /// Without the days of the installation, which are shorter or longer.
  private static HttpResponse reply(OptionalInt days) {
    var json = JsonText.object();
    days.ifPresent(count -> json.put(RECORDING_DAYS, count));
    return Replies.json(200, json);
  }
}
