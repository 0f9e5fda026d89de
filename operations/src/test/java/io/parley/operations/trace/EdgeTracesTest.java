package io.parley.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.tenant.SessionKey;
import io.parley.http.session.EdgeServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Traces continue from a client's request or frame to the sessions.
class EdgeTracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String TEXT = "my name is Xanthippe";

  private OtlpCollector collector;
  private Tracing tracing;
  private EdgeServer server;
  private SessionKey session;
  private String token;

  @BeforeEach
  void start() throws IOException {
    collector = OtlpCollector.start();
    var config =
        ConfigFactory.parseString(
                "parley.tracing { interval = 20ms, endpoint = \"%s\" }"
                    .formatted(collector.endpoint()))
            .withFallback(ConfigFactory.defaultReference());
    tracing = Tracing.start(TraceSettings.from(config), "1", new SimpleMeterRegistry());
    server = EdgeServer.start("", tracing);
    session = server.startSession();
    token = server.token(session);
  }

  @AfterEach
  void stop() {
    server.close();
    tracing.close();
    collector.close();
    assertThat(collector.text()).doesNotContain("Xanthippe");
  }

  @Test
  void a_request_continues_its_callers_trace_in_the_session() {
    assertThat(said("m1")).isEqualTo(202);
    var span = collector.awaitNamed("POST /v1/sessions/{id}/messages");
    assertThat(span.trace()).isEqualTo(TRACE);
    assertThat(span.parent()).isEqualTo("b7ad6b7169203331");
    assertThat(span.attribute("http.response.status_code")).isEqualTo("202");
    var place = server.places().getFirst();
    assertThat(place.trace()).isEqualTo(TRACE);
    assertThat(place.span()).isEqualTo(span.id());
  }

  @Test
  void each_frame_starts_a_trace_that_continues_in_the_session() {
    try (var socket = server.socket(session, token)) {
      socket.send("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"%s\"}".formatted(TEXT));
      socket.next("accepted");
      socket.send("{\"type\":\"interrupt\",\"id\":\"i1\",\"turn\":7}");
      socket.next("accepted");
    }
    var said = collector.awaitNamed("frame say");
    assertThat(said.attribute("parley.outcome")).isEqualTo("stored");
    var interrupted = collector.awaitNamed("frame interrupt");
    assertThat(interrupted.trace()).isNotEqualTo(said.trace());
    assertThat(interrupted.attribute("gen_ai.conversation.id"))
        .isEqualTo(session.session().value());
    assertThat(server.places())
        .extracting(place -> place.span())
        .containsExactly(said.id(), interrupted.id());
  }

  @Test
  void pages_and_unknown_paths_are_not_traced() {
    server.call("GET", "/v1/nothing/here", "");
    assertThat(said("m1")).isEqualTo(202);
    collector.awaitNamed("POST /v1/sessions/{id}/messages");
    assertThat(collector.spans()).hasSize(1);
  }

  @Test
  void without_a_collector_requests_are_answered_as_usual() {
    collector.goAway();
    for (int i = 1; i <= 3; i++) assertThat(said("m" + i)).isEqualTo(202);
    assertThat(server.places()).hasSize(3);
  }

  private int said(String id) {
    return server
        .call(
            "POST",
            "/v1/sessions/" + session.session() + "/messages",
            "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, TEXT),
            "Authorization",
            "Bearer " + token,
            "traceparent",
            "00-" + TRACE + "-b7ad6b7169203331-01")
        .statusCode();
  }
}
