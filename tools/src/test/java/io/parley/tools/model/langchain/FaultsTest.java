package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.fake.Heard;
import io.parley.tools.model.wire.Act;
import io.parley.tools.model.wire.Ending;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// One contract for all adapters: whatever a server does, a call ends once and in the right
/// category, and leaves nothing behind.
class FaultsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);

  static Stream<Arguments> everywhere() {
    return Arrays.stream(ProviderKind.values())
        .flatMap(kind -> Fault.ALL.stream().map(fault -> Arguments.of(kind, fault)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void every_fault_ends_once_in_its_category_and_leaves_nothing_behind(
      ProviderKind kind, Fault fault) {
    var patience = fault.isEndedByTheClock() ? SHORT : LONG;
    try (var talk = new Conversations(kind, patience, patience)) {
      var heard = talk.answered(fault.act());
      var expected = fault.category(kind);
      if (expected.isEmpty()) {
        heard.completion();
      } else {
        var failure = heard.failure();
        assertThat(failure.category()).as(failure.getMessage()).isEqualTo(expected.get());
        assertThat(failure.getMessage()).doesNotContain("secret", "http:");
        assertThat(failure.getCause()).isNull();
      }
      // the clock may have ended it before the server had read it
      await()
          .untilAsserted(() -> assertThat(talk.server.requests()).as("it tries once").hasSize(1));
      nothingLeft(talk);
      assertThat(heard.broken()).as("promises that were not kept").isEmpty();
      // the only place is free again, and the next answer is whole
      var next = talk.answered(Act.says("Well"));
      await().untilAsserted(() -> assertThat(talk.server.requests()).hasSize(2));
      if (fault.isEndedByTheClock()) return; // which is too short for an answer on a busy machine
      next.completion();
      assertThat(next.text()).isEqualTo("Well");
    }
  }

  @ParameterizedTest
  @EnumSource
  void retry_after_of_a_server_is_reported(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var failure =
          talk.answered(Act.refuses(429, "rate_limit_error").with("Retry-After", "7")).failure();
      assertThat(failure.category()).isEqualTo(Category.RATE_LIMITED);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
      assertThat(talk.answered(Act.refuses(500, "api_error")).failure().retryAfter()).isEmpty();
    }
  }

  @Test
  void geminis_retry_delay_is_read_from_the_error() {
    try (var talk = new Conversations(ProviderKind.GEMINI)) {
      var failure = talk.answered(Act.refuses(429, "RESOURCE_EXHAUSTED@13.5s")).failure();
      assertThat(failure).hasMessage("the model's server answered 429 RESOURCE_EXHAUSTED");
      assertThat(failure.retryAfter()).contains(Duration.ofMillis(13_500));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_cancelled_call_ends_at_the_server_at_once(ProviderKind kind) {
    var silent =
        new Act[] {
          Act.silence(),
          Act.says("Hel").ending(Ending.SILENT),
          Act.says("Hel").ending(Ending.TRICKLE),
        };
    for (var act : silent)
      try (var talk = new Conversations(kind)) {
        talk.server.script(act);
        var heard = new Heard();
        var call = talk.model.start(Conversations.prompt(), heard);
        await().until(() -> talk.server.underWay() == 1);
        if (act instanceof Act.Stream) heard.begun.orTimeout(60, TimeUnit.SECONDS).join();
        call.cancel();
        call.cancel();
        await().untilAsserted(() -> assertThat(talk.server.hangUps()).isEqualTo(1));
        nothingLeft(talk);
        assertThat(heard.ended()).isFalse();
        talk.answered(Act.says("Well")).completion();
      }
  }

  @ParameterizedTest
  @EnumSource
  void one_call_more_than_allowed_fails_at_once(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var first = talk.answered(Act.says("Hel").ending(Ending.SILENT));
      first.begun.orTimeout(60, TimeUnit.SECONDS).join();
      var second = talk.ask().failure();
      assertThat(second.category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(second).hasMessage("too many calls of the model at once (expected: ≤ 1)");
      assertThat(talk.server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closing_the_client_ends_its_calls_and_connections_and_refuses_new_ones(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      var heard = talk.answered(Act.says("Hel").ending(Ending.SILENT));
      heard.begun.orTimeout(60, TimeUnit.SECONDS).join();
      talk.model.close();
      assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
      assertThat(talk.ask().failure().category()).isEqualTo(Category.UNAVAILABLE);
      await().untilAsserted(() -> assertThat(talk.server.connections()).isZero());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_is_not_there_is_unavailable(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      talk.server.close();
      assertThat(talk.ask().failure().category()).isEqualTo(Category.UNAVAILABLE);
      nothingLeft(talk);
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_connection_serves_many_answers(ProviderKind kind) {
    try (var talk = new Conversations(kind)) {
      for (int i = 0; i < 20; i++) {
        talk.answered(Act.says("Hello", ", world")).completion();
        await().until(() -> talk.model.exchanges() == 0);
      }
      // an exchange may be over a moment before its connection is back in the pool
      assertThat(talk.server.accepted()).isLessThan(5);
    }
  }

  private static void nothingLeft(Conversations talk) {
    await().untilAsserted(() -> assertThat(talk.model.exchanges()).isZero());
    await().untilAsserted(() -> assertThat(talk.server.underWay()).isZero());
  }
}
