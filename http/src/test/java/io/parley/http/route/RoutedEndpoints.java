package io.parley.http.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;

/// Endpoints behind a router, called without a network.
public final class RoutedEndpoints implements AutoCloseable {
  /// Of all tests of this JVM, with which it ends.
  private static final ActorSystem SYSTEM =
      ActorSystem.create(
          "endpoints",
          ConfigFactory.parseString("pekko.daemonic = on")
              .withFallback(ConfigFactory.defaultReference()));

  private final Materializer materializer = Materializer.createMaterializer(SYSTEM);
  private final Router router;

  /// For pages of this origin alone, with no proxy in front.
  ///
  /// @param bodyMax of a request, in bytes
  public RoutedEndpoints(List<Endpoint> endpoints, int bodyMax) {
    this(endpoints, bodyMax, new Origins(Set.of()), 0);
  }

  /// @param bodyMax of a request, in bytes
  /// @param proxies how many trusted proxies are in front
  public RoutedEndpoints(List<Endpoint> endpoints, int bodyMax, Origins origins, int proxies) {
    router =
        Router.create(
            endpoints,
            new Router.Settings(new BodyLimits(bodyMax, Duration.ofSeconds(5)), origins, proxies),
            _ -> {},
            materializer);
  }

  /// The answer may come later.
  public CompletionStage<HttpResponse> ask(HttpRequest request) {
    return router.answer(request);
  }

  public HttpResponse answer(HttpRequest request) {
    return ask(request).toCompletableFuture().join();
  }

  /// @param token sent as the bearer's
  public HttpResponse answer(HttpRequest request, String token) {
    return answer(request.addHeader(Replies.header("Authorization", "Bearer " + token)));
  }

  /// The status of an answer whose body nobody reads.
  public int status(HttpRequest request) {
    var answer = answer(request);
    answer.discardEntityBytes(materializer);
    return answer.status().intValue();
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

  public ObjectNode json(HttpResponse answer) {
    return JsonText.object(text(answer));
  }

  /// Ends the streams of answers that were not read to their end.
  @Override
  public void close() {
    materializer.shutdown();
  }
}
