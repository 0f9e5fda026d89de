package io.parley.http.route;

import io.parley.core.fault.Stages;
import io.parley.core.fault.WorkFailed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call.BodyLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.stream.Materializer;

/// Answers every request.
public final class Router {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /// Methods that change nothing (RFC 9110, section 9.2.1).
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private static final int SERVER_ERROR = 500;

  private final List<Endpoint> endpoints;
  private final Settings settings;
  private final CommonHeaders headers;
  private final Answered.Listener listener;
  private final RequestTraces tracing;
  private final Materializer materializer;

  /// @param origins whose pages may read our answers
  /// @param proxies how many trusted proxies are in front
  public record Settings(BodyLimits body, Origins origins, int proxies) {}

  private record Match(Endpoint endpoint, Call call, RequestTrace trace) {}

  private Router(
      List<Endpoint> endpoints,
      Settings settings,
      Answered.Listener listener,
      RequestTraces tracing,
      Materializer materializer) {
    this.endpoints = List.copyOf(endpoints);
    this.settings = settings;
    this.headers = new CommonHeaders(settings.origins());
    this.listener = listener;
    this.tracing = tracing;
    this.materializer = materializer;
  }

  /// @param endpoints tried in order; the first match answers
  public static Router create(
      List<Endpoint> endpoints,
      Settings settings,
      Answered.Listener listener,
      Materializer materializer) {
    return create(endpoints, settings, listener, RequestTraces.NONE, materializer);
  }

  /// The same, with traces of the protocol's requests.
  public static Router create(
      List<Endpoint> endpoints,
      Settings settings,
      Answered.Listener listener,
      RequestTraces tracing,
      Materializer materializer) {
    return new Router(endpoints, settings, listener, tracing, materializer);
  }

  public CompletionStage<HttpResponse> answer(HttpRequest request) {
    long began = System.nanoTime();
    var id = RequestId.of(request.getHeader(RequestId.HEADER).map(HttpHeader::value));
    whenTooLate(request, id);
    Optional<Match> match;
    try {
      match = WorkFailed.contain(() -> find(request, id));
    } catch (WorkFailed failed) {
      request.discardEntityBytes(materializer);
      return answered(request, Optional.empty(), id, began, CompletableFuture.failedStage(failed));
    }
    return answered(request, match, id, began, perform(request, match, id));
  }

  private CompletionStage<HttpResponse> answered(
      HttpRequest request,
      Optional<Match> match,
      RequestId id,
      long began,
      CompletionStage<HttpResponse> performed) {
    return performed.handle(
        (response, failure) -> {
          match.ifPresent(found -> found.call().discardBodyUnlessTaken());
          var cause = Optional.ofNullable(failure).map(Router::cause);
          var answer =
              cause
                  .map(why -> Replies.problem(Problems.of(why), id, path(request)))
                  .orElse(response);
          int status = answer.status().intValue();
          match.ifPresent(found -> found.trace().answered(status));
          listener.answered(
              new Answered(
                  match.map(Match::call),
                  id,
                  METHODS.contains(method(request)) ? method(request) : "OTHER",
                  status,
                  Duration.ofNanos(System.nanoTime() - began),
                  cause.filter(why -> status >= SERVER_ERROR && !isNoNews(why))));
          return headers.added(request, answer, id);
        });
  }

  private CompletionStage<HttpResponse> perform(
      HttpRequest request, Optional<Match> match, RequestId id) {
    if (match.isEmpty()) {
      request.discardEntityBytes(materializer);
      return CompletableFuture.completedStage(elsewhere(request, id));
    }
    try {
      requireOwnPage(request);
      var call = match.get().call();
      // a stack overflow or an oversized array must not end the node
      return WorkFailed.contain(() -> match.get().endpoint().handler().answer(call));
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /// Foreign sites' pages must not change anything through their visitors' browsers.
  private void requireOwnPage(HttpRequest request) {
    if (!SAFE.contains(method(request)) && !settings.origins().allowsChange(request))
      throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
  }

  private Optional<Match> find(HttpRequest request, RequestId id) {
    // Pekko drops the body of an answer to HEAD
    var method = method(request).equals("HEAD") ? "GET" : method(request);
    var path = PathTemplate.segments(path(request));
    for (var endpoint : endpoints) {
      if (!endpoint.method().value().equals(method)) continue;
      var values = endpoint.path().match(path);
      if (values.isEmpty()) continue;
      var from = Forwarded.from(request, settings.proxies());
      var body = Call.Body.untaken(settings.body());
      var trace = trace(request, endpoint.path().text());
      return Optional.of(
          new Match(
              endpoint,
              new Call(
                  request,
                  endpoint.path(),
                  values.get(),
                  id,
                  from,
                  trace.place(),
                  body,
                  materializer,
                  Optional.empty(),
                  Call.Told.nothing()),
              trace));
    }
    return Optional.empty();
  }

  /// Pages and their files are not traced.
  private RequestTrace trace(HttpRequest request, String route) {
    return route.startsWith("/v1/") || route.startsWith("/scim/")
        ? tracing.request(
            method(request), route, () -> request.getHeader("traceparent").map(HttpHeader::value))
        : RequestTrace.NONE;
  }

  /// 405 if the path exists with other methods, otherwise 404.
  private HttpResponse elsewhere(HttpRequest request, RequestId id) {
    var methods = new TreeSet<String>();
    var path = PathTemplate.segments(path(request));
    for (var endpoint : endpoints)
      if (endpoint.path().match(path).isPresent()) methods.add(endpoint.method().value());
    if (methods.isEmpty())
      return Replies.problem(ProblemDetail.of(ProblemType.NOT_FOUND), id, path(request));
    if (methods.contains("GET")) methods.add("HEAD");
    methods.add("OPTIONS");
    var allow = Replies.header("Allow", String.join(", ", methods));
    if (method(request).equals("OPTIONS"))
      return HttpResponse.create().withStatus(204).addHeader(allow);
    var detail = "expected: " + String.join(", ", methods);
    return Replies.problem(
            ProblemDetail.of(ProblemType.METHOD_NOT_ALLOWED, detail), id, path(request))
        .addHeader(allow);
  }

  /// Pekko's answer when a handler exceeds `pekko.http.server.request-timeout`.
  private static void whenTooLate(HttpRequest request, RequestId id) {
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(
            header ->
                header
                    .timeoutAccess()
                    .updateHandler(
                        late ->
                            Replies.problem(
                                ProblemDetail.later(
                                    ProblemType.UNAVAILABLE,
                                    ProblemType.UNAVAILABLE.meaning(),
                                    Problems.retryAfter()),
                                id,
                                path(late))));
  }

  private static String method(HttpRequest request) {
    return request.method().value();
  }

  private static String path(HttpRequest request) {
    return request.getUri().path();
  }

  /// Whether this failure needs no alarm: for damage the alarm was raised at its discovery, not at
  /// every request; and a draining node sends clients away on purpose.
  private static boolean isNoNews(Throwable why) {
    var type = Problems.of(why).type();
    return type == ProblemType.SESSION_DAMAGED || type == ProblemType.DRAINING;
  }

  private static Throwable cause(Throwable failure) {
    var cause = Stages.cause(failure);
    return cause instanceof Error error ? WorkFailed.by(error) : cause;
  }
}
