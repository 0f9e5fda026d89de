package io.parley.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.http.json.JsonText;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/// Endpoints for probes and Prometheus.
public final class ManagementEndpoints {
  private ManagementEndpoints() {}

  public static List<Endpoint> health(Readiness readiness) {
    return List.of(
        Endpoint.get("/health/live", _ -> health(true, status("live"))),
        Endpoint.get("/health/ready", _ -> ready(readiness)));
  }

  public static Endpoint metrics(PrometheusMeterRegistry registry) {
    return Endpoint.get("/metrics", _ -> scrape(registry));
  }

  private static CompletionStage<HttpResponse> ready(Readiness readiness) {
    var state = readiness.state();
    var body = status(JsonText.word(state));
    int unreachable = readiness.unreachable();
    if (unreachable > 0) body.put("unreachable", unreachable);
    return health(state == Readiness.State.READY, body);
  }

  private static ObjectNode status(String word) {
    return JsonText.object().put("status", word);
  }

  private static CompletionStage<HttpResponse> health(boolean healthy, ObjectNode body) {
    return CompletableFuture.completedStage(Replies.json(healthy ? 200 : 503, body));
  }

  /// The text format of Prometheus, version 0.0.4.
  private static CompletionStage<HttpResponse> scrape(PrometheusMeterRegistry registry) {
    var type =
        ContentTypes.create(
            MediaTypes.customWithFixedCharset(
                "text", "plain", HttpCharsets.UTF_8, Map.of("version", "0.0.4"), false));
    return CompletableFuture.completedStage(
        HttpResponse.create()
            .withEntity(HttpEntities.create(type, ByteString.fromString(registry.scrape())))
            .addHeader(Replies.noStore()));
  }
}
