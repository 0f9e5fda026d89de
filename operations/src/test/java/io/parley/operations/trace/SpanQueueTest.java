package io.parley.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How spans reach a collector, and what happens to them without one.
class SpanQueueTest extends Traced {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void caller_traces_are_not_continued_when_disabled() {
    tracing.close();
    tracing = tracing("join-callers = false");
    request("GET", "/v1/sessions/{id}", CALLER).answered(500);
    var span = collector.awaitNamed("GET /v1/sessions/{id}");
    assertThat(span.trace()).isNotEqualTo(CALLERS_TRACE);
    assertThat(span.parent()).isEmpty();
    assertThat(span.attribute("error.type")).isEqualTo("500");
  }

  @Test
  void the_collectors_secret_is_sent_with_each_request() {
    tracing.close();
    tracing = tracing("headers = \"Authorization=Bearer%20open-sesame\"");
    request("GET", "/v1/sessions/{id}", CALLER).answered(200);
    collector.awaitNamed("GET /v1/sessions/{id}");
    assertThat(collector.authorizations()).contains("Bearer open-sesame");
  }

  @Test
  void queued_spans_are_sent_before_the_program_ends() {
    tracing.close();
    tracing = tracing("interval = 1h");
    request("GET", "/v1/sessions/{id}", CALLER).answered(200);
    tracing.close();
    assertThat(collector.spans()).hasSize(1);
    assertThat(spans("sent")).isEqualTo(1);
  }

  @Test
  void an_unreachable_collector_loses_only_traces() {
    tracing.close();
    collector.goAway();
    tracing = tracing("");
    var request = request("POST", "/v1/sessions", Optional.empty());
    assertThat(request.place()).isPresent();
    request.answered(201);
    await().atMost(PATIENCE).until(() -> spans("failed") == 1);
  }

  @Test
  void a_refusing_collector_is_tried_again_with_the_next_spans() {
    collector.answerWith(503);
    request("GET", "/v1/one", Optional.empty()).answered(200);
    await().atMost(PATIENCE).until(() -> spans("failed") == 1);
    collector.answerWith(200);
    request("GET", "/v1/two", Optional.empty()).answered(200);
    collector.awaitNamed("GET /v1/two");
    await().atMost(PATIENCE).until(() -> spans("sent") == 1);
  }

  @Test
  void spans_beyond_the_queue_limit_are_dropped() {
    tracing.close();
    collector.fallSilent();
    tracing = tracing("waiting-max = 10, timeout = 1h, flush = 100ms");
    for (int i = 0; i < 25; i++) request("GET", "/v1/sessions", Optional.empty()).answered(200);
    assertThat(spans("dropped")).isEqualTo(15);
    assertThat(registry.get("parley.trace.waiting").gauge().value()).isEqualTo(10);
  }
}
