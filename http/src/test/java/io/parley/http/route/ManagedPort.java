package io.parley.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.json.JsonText;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Some endpoints of the management port behind its router, called without a network.
public final class ManagedPort implements AutoCloseable {
  private static final int BODY_MAX = 100;

  private final RoutedEndpoints port;

  public ManagedPort(List<Endpoint> endpoints) {
    port = new RoutedEndpoints(endpoints, BODY_MAX);
  }

  public HttpResponse answer(HttpRequest request) {
    return port.answer(request);
  }

  public int status(HttpRequest request) {
    return port.status(request);
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
    return port.text(answer);
  }

  @Override
  public void close() {
    port.close();
  }
}
