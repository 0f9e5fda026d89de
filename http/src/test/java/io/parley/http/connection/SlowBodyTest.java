package io.parley.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.http.json.JsonText;
import io.parley.http.limit.Refusals;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.Test;

/// Bodies that do not arrive or never end, for handlers that read them or not. All tests end before
/// [RawClient]'s timeout, which is shorter than the idle timeout of connections.
class SlowBodyTest extends PortTest {
  private static final int BYTES_MAX = 100;
  private static final Duration SOON = Duration.ofMillis(300);
  private static final String SLOW =
      " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{";

  private void bind(Duration bodyWithin) {
    var router =
        Router.create(
            List.of(
                Endpoint.get(
                    "/hello",
                    _ -> CompletableFuture.completedStage(Replies.json(200, JsonText.object()))),
                Endpoint.post(
                    "/words",
                    call -> call.json().thenApply(_ -> Replies.json(200, JsonText.object())))),
            new Router.Settings(new BodyLimits(BYTES_MAX, bodyWithin), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
    port =
        HttpPort.bind(
                system,
                "127.0.0.1",
                0,
                new ConnectionSettings(10, 10, LONG, LONG, LONG, 0),
                Optional.empty(),
                router::answer,
                new Refusals(new SimpleMeterRegistry()))
            .toCompletableFuture()
            .join();
  }

  private RawClient connect() throws IOException {
    return new RawClient(port.address().getPort());
  }

  @Test
  void a_body_that_does_not_arrive_is_answered_408() throws IOException {
    bind(SOON);
    try (var client = connect()) {
      assertThat(client.send("POST /words" + SLOW).rest())
          .startsWith("HTTP/1.1 408 ")
          .contains("\"type\":\"/problems/body-too-slow\"");
    }
  }

  @Test
  void an_unread_body_does_not_occupy_its_connection() throws IOException {
    bind(SOON);
    for (var request : List.of("POST /nowhere", "DELETE /words", "GET /hello"))
      try (var client = connect()) {
        assertThat(client.send(request + SLOW).rest()).as(request).startsWith("HTTP/1.1 ");
      }
  }

  @Test
  void an_endless_body_is_cut_off_at_the_limit() throws IOException {
    bind(SOON);
    try (var client = connect()) {
      client.send(
          "POST /words HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "40\r\n%s\r\n".formatted("x".repeat(64)).repeat(2));
      assertThat(client.rest())
          .startsWith("HTTP/1.1 413 ")
          .contains("\"type\":\"/problems/body-too-large\"");
    }
  }

  @Test
  void the_connection_is_reusable_after_an_unread_body_that_came_with_its_head()
      throws IOException {
    bind(LONG);
    try (var client = connect()) {
      client.send("POST /nowhere HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nabcd");
      client.send("GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.until("{}")).contains("HTTP/1.1 404 ", "HTTP/1.1 200 ");
    }
  }
}
