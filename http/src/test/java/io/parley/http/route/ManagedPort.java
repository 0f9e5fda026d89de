package io.parley.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;

/// Some endpoints of the management port behind its router, called without a network.
public final class ManagedPort implements AutoCloseable {
  private static final int BODY_MAX = 100;

  private final ActorSystem system =
      ActorSystem.create("managed", ConfigFactory.defaultReference());
  private final Materializer materializer = Materializer.createMaterializer(system);
  private final Router router;

  public ManagedPort(List<Endpoint> endpoints) {
    this.router =
        Router.create(
            endpoints,
            new Router.Settings(
                new BodyLimits(BODY_MAX, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            materializer);
  }

  public HttpResponse answer(HttpRequest request) {
    return router.answer(request).toCompletableFuture().join();
  }

  public int status(HttpRequest request) {
    var answer = answer(request);
    answer.discardEntityBytes(materializer);
    return answer.status().intValue();
  }

  public JsonNode get(String path, int status) {
    return json(HttpRequest.GET(path), status);
  }

  public JsonNode post(String path, int status) {
    return json(HttpRequest.POST(path), status);
  }

  public JsonNode put(String path, String body, int status) {
    return json(HttpRequest.PUT(path).withEntity(ContentTypes.APPLICATION_JSON, body), status);
  }

  public JsonNode json(HttpRequest request, int status) {
    var answer = answer(request);
    var text = text(answer);
    assertThat(answer.status().intValue()).as(text).isEqualTo(status);
    return JsonText.object(text);
  }

  public String text(HttpResponse answer) {
    return answer
        .entity()
        .toStrict(5_000, materializer)
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  @Override
  public void close() {
    system.terminate();
  }
}
