package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.route.Endpoint;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Endpoints of staff, called at noon by an operator if nobody else is named.
public final class StaffRoutes implements AutoCloseable {
  public static final String AGENT = "agent-token-for-tests";
  public static final String OPERATOR = "operator-token-for-tests";
  public static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private static final int BODY_MAX = 100_000;

  private final RoutedEndpoints routed;

  public StaffRoutes(Function<Edge, List<Endpoint>> endpoints) {
    var edge = StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.fixed(NOON, ZoneOffset.UTC));
    routed = new RoutedEndpoints(endpoints.apply(edge), BODY_MAX);
  }

  public HttpResponse answer(HttpRequest request, String token) {
    return routed.answer(request, token);
  }

  public HttpResponse get(String path) {
    return answer(HttpRequest.GET(path), OPERATOR);
  }

  /// Without a body.
  public HttpResponse post(String path) {
    return answer(HttpRequest.POST(path), OPERATOR);
  }

  public HttpResponse post(String path, String body) {
    return answer(HttpRequest.POST(path).withEntity(ContentTypes.APPLICATION_JSON, body), OPERATOR);
  }

  public HttpResponse put(String path, String body) {
    return answer(HttpRequest.PUT(path).withEntity(ContentTypes.APPLICATION_JSON, body), OPERATOR);
  }

  public HttpResponse delete(String path) {
    return answer(HttpRequest.DELETE(path), OPERATOR);
  }

  public static int status(HttpResponse response) {
    return response.status().intValue();
  }

  public String text(HttpResponse response) {
    return routed.text(response);
  }

  public ObjectNode json(HttpResponse response) {
    return routed.json(response);
  }

  @Override
  public void close() {
    routed.close();
  }
}
