package io.parley.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.http.limit.Refusals;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/// The port's limits, with real connections.
class HttpPortTest extends PortTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /// Timeout for headers that do arrive: a busy machine may stall after the connection.
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CompletableFuture<HttpResponse> slow = new CompletableFuture<>();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    return switch (request.getUri().path()) {
      case "/slow" -> {
        asked.complete(null);
        yield slow;
      }
      case "/stream" ->
          CompletableFuture.completedStage(
              HttpResponse.create()
                  .withEntity(
                      HttpEntities.createChunked(
                          ContentTypes.TEXT_PLAIN_UTF8,
                          Source.tick(
                                  Duration.ZERO, ENOUGH.dividedBy(3), ByteString.fromString("tick"))
                              .take(5)
                              .mapMaterializedValue(_ -> org.apache.pekko.NotUsed.getInstance()))));
      default -> CompletableFuture.completedStage(HttpResponse.create().withEntity("hello"));
    };
  }

  private void bind(int max, int perAddressMax, Duration headerTimeout, Duration idleTimeout) {
    bind(new ConnectionSettings(max, perAddressMax, headerTimeout, idleTimeout, LONG, 0));
  }

  private void bind(ConnectionSettings settings) {
    port =
        HttpPort.bind(
                system,
                "127.0.0.1",
                0,
                settings,
                Optional.empty(),
                this::answer,
                new Refusals(meters))
            .toCompletableFuture()
            .join();
  }

  private RawClient connect() throws IOException {
    return new RawClient(port.address().getPort());
  }

  private double refused(String limit) {
    return meters.get("parley.refusals").tag("limit", limit).counter().count();
  }

  @Test
  void a_connection_beyond_the_limit_gets_retry_after_and_others_continue() throws Exception {
    bind(2, 10, LONG, LONG);
    try (var first = connect();
        var second = connect()) {
      isServed(first);
      isServed(second);
      try (var third = connect()) {
        var answer = third.send(GET).rest();
        assertThat(answer)
            .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
            .contains("Connection: close\r\n")
            .containsPattern("Retry-After: [2-5]\r\n")
            .contains("Content-Type: application/problem+json\r\n")
            .contains("\"type\":\"/problems/overloaded\"")
            .contains("X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n")
            .contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n");
      }
      isServed(first);
      isServed(second);
      assertThat(refused("connections")).isEqualTo(1);
    }
    await().until(() -> port.connections() == 0);
    try (var next = connect()) {
      isServed(next);
    }
  }

  @Test
  void one_address_cannot_take_all_connections() throws Exception {
    bind(10, 1, LONG, LONG);
    try (var first = connect()) {
      isServed(first);
      try (var second = connect()) {
        assertThat(second.rest()).startsWith("HTTP/1.1 503 ");
      }
      assertThat(refused("connections-per-address")).isEqualTo(1);
    }
    await().until(() -> port.connections() == 0);
    try (var next = connect()) {
      isServed(next);
    }
  }

  @Test
  void refused_connections_do_not_delay_accepted_ones() throws Exception {
    bind(1, 1_000, LONG, LONG);
    try (var inside = connect()) {
      isServed(inside);
      for (int i = 0; i < 400; i++) connect();
      isServed(inside);
      await().until(() -> refused("connections") == 400);
    }
  }

  @Test
  void idle_connections_are_replaced_by_new_ones_and_waiting_ones_are_not() throws Exception {
    bind(new ConnectionSettings(2, 10, LONG, LONG, Duration.ofNanos(1), 0));
    try (var idle = connect();
        var waiting = connect()) {
      isServed(idle);
      waiting.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
      asked.orTimeout(60, TimeUnit.SECONDS).join();
      try (var third = connect()) {
        assertThat(idle.rest()).isEmpty();
        isServed(third);
        assertThat(refused("connections-idle")).isEqualTo(1);
        slow.complete(HttpResponse.create().withEntity("at last"));
        assertThat(waiting.until("at last")).startsWith("HTTP/1.1 200 OK");
      }
    }
    assertThat(refused("connections")).isZero();
  }

  @Test
  void a_slow_header_is_answered_408() throws Exception {
    bind(10, 10, ENOUGH, LONG);
    try (var client = connect()) {
      var answer = client.send("GET /hello HTTP/1.1\r\nHos").rest();
      assertThat(answer)
          .startsWith("HTTP/1.1 408 Request Timeout\r\n")
          .contains("Connection: close\r\n", "\"type\":\"/problems/header-too-slow\"");
    }
    assertThat(refused("header-time")).isEqualTo(1);
  }

  @Test
  void the_header_timeout_is_not_extended_by_bytes() throws Exception {
    bind(10, 10, SHORT.multipliedBy(5), LONG);
    long began = System.nanoTime();
    try (var client = connect()) {
      client.send("GET /hello HTTP/1.1\r\nX-Slow: ");
      var dripping = new CompletableFuture<Void>();
      var drops =
          system
              .scheduler()
              .scheduleAtFixedRate(
                  Duration.ZERO,
                  Duration.ofMillis(100),
                  () -> {
                    try {
                      client.send("a");
                    } catch (IOException e) {
                      dripping.complete(null);
                    }
                  },
                  system.dispatcher());
      // the server closes the connection; its answer may be lost
      dripping.orTimeout(60, TimeUnit.SECONDS).join();
      drops.cancel();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SHORT.multipliedBy(5));
    assertThat(refused("header-time")).isEqualTo(1);
  }

  @Test
  void a_silent_connection_is_closed_without_a_response() throws Exception {
    bind(10, 10, SHORT, LONG);
    try (var client = connect()) {
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void each_request_on_a_connection_has_its_own_timeout() throws Exception {
    bind(10, 10, ENOUGH, LONG);
    try (var client = connect()) {
      isServed(client);
      isServed(client);
      var answer = client.send("GET /hello HTT").rest();
      assertThat(answer).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void a_kept_alive_connection_stays_open_until_the_idle_timeout() throws Exception {
    bind(10, 10, ENOUGH, ENOUGH.multipliedBy(2));
    try (var client = connect()) {
      long began = System.nanoTime();
      isServed(client);
      assertThat(client.rest()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(ENOUGH);
    }
    assertThat(refused("header-time")).isZero();
  }

  @Test
  void a_response_may_take_longer_than_the_header_timeout() throws Exception {
    bind(10, 10, ENOUGH, LONG);
    try (var client = connect()) {
      client.send("GET /stream HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(client.until("0\r\n\r\n")).contains("200 OK");
      isServed(client);
    }
  }

  @Test
  void a_closing_port_answers_open_requests_and_accepts_no_connection() throws Exception {
    bind(10, 10, LONG, LONG);
    try (var idle = connect();
        var waiting = connect()) {
      isServed(idle);
      waiting.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
      asked.orTimeout(60, TimeUnit.SECONDS).join();
      port.unbind().toCompletableFuture().join();
      var closed = port.close(LONG).toCompletableFuture();
      assertThat(idle.rest()).isEmpty();
      assertThat(closed).isNotDone();
      slow.complete(HttpResponse.create().withEntity("at last"));
      assertThat(waiting.rest()).contains("Connection: close\r\n").endsWith("at last");
      closed.orTimeout(60, TimeUnit.SECONDS).join();
      assertThat(port.connections()).isZero();
    }
  }

  @Test
  void a_closing_port_waits_for_a_limited_time() throws Exception {
    bind(10, 10, LONG, LONG);
    try (var waiting = connect()) {
      waiting.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
      await().until(() -> port.connections() == 1);
      port.close(SHORT).toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
      await().until(() -> port.connections() == 0);
    }
  }
}
