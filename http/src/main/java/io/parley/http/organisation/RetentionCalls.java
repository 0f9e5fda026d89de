package io.parley.http.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.Permission;
import io.parley.core.organisation.Retention;
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

/// How long the caller's organisation keeps its ended sessions, and the recordings of its calls.
final class RetentionCalls {
  private static final String PATH = OrganisationCalls.PATH + "/retention";
  private static final String RECORDING_DAYS = "recordingDays";
  private static final String SESSION_DAYS = "sessionDays";

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
    return retentions.of(viewer.organisation().tenant()).thenApply(RetentionCalls::reply);
  }

  private CompletionStage<HttpResponse> change(Call call) {
    var author = callers.author(call, Permission.CONFIGURE);
    return call.json()
        .thenCompose(
            fields -> {
              var retention = retention(fields.only(RECORDING_DAYS, SESSION_DAYS));
              return retentions
                  .keep(author.organisation().tenant(), retention, author.act())
                  .thenApply(_ -> reply(retention));
            });
  }

  private static Retention retention(Fields fields) {
    return new Retention(days(fields, RECORDING_DAYS), days(fields, SESSION_DAYS));
  }

  private static OptionalInt days(Fields fields, String name) {
    var value = fields.value(name);
    return value.isPresent() ? OptionalInt.of(days(name, value.get())) : OptionalInt.empty();
  }

  private static int days(String name, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int days = value.intValue();
      if (days >= 1 && days <= Retention.DAYS_MAX) return days;
    }
    throw new Malformed(
        "%s is no time (expected: whole days, 1 to %d)".formatted(name, Retention.DAYS_MAX));
  }

  /// Without the days of the installation, which are shorter or longer.
  private static HttpResponse reply(Retention retention) {
    var json = JsonText.object();
    retention.recordingDays().ifPresent(days -> json.put(RECORDING_DAYS, days));
    retention.sessionDays().ifPresent(days -> json.put(SESSION_DAYS, days));
    return Replies.json(200, json);
  }
}
