package io.parley.http.route;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// One route with its handler.
public record Endpoint(HttpMethod method, PathTemplate path, Handler handler) {

  /// Answers one request. An exception, or a failed stage, becomes a problem.
  @FunctionalInterface
  public interface Handler {
    CompletionStage<HttpResponse> answer(Call call);
  }

  public static Endpoint get(String path, Handler handler) {
    return new Endpoint(HttpMethods.GET, PathTemplate.of(path), handler);
  }

  public static Endpoint post(String path, Handler handler) {
    return new Endpoint(HttpMethods.POST, PathTemplate.of(path), handler);
  }

  public static Endpoint put(String path, Handler handler) {
    return new Endpoint(HttpMethods.PUT, PathTemplate.of(path), handler);
  }

  public static Endpoint patch(String path, Handler handler) {
    return new Endpoint(HttpMethods.PATCH, PathTemplate.of(path), handler);
  }

  public static Endpoint delete(String path, Handler handler) {
    return new Endpoint(HttpMethods.DELETE, PathTemplate.of(path), handler);
  }
}
