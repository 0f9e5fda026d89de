package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.fake.Heard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes wrong on the way, in our categories, and how calls end from outside.
class OpenAiFailuresTest {
  private final Dialogue dialogue = new Dialogue();

  @AfterEach
  void close() {
    dialogue.close();
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit_exceeded, RATE_LIMITED",
    "429, insufficient_quota, REFUSED",
    "500, server_error, UNAVAILABLE",
    "503, overloaded, UNAVAILABLE",
    "401, invalid_api_key, REFUSED",
    "400, context_length_exceeded, REFUSED",
    "404, model_not_found, REFUSED",
    "408, timeout, TIMEOUT",
    "302, moved, GARBAGE"
  })
  void a_status_becomes_a_category_and_its_words_stay_outside(
      int status, String code, Category category) {
    dialogue.server.failing(
        status,
        "application/json",
        "{\"error\":{\"message\":\"about %s\",\"type\":\"t\",\"code\":\"%s\"}}"
            .formatted(Dialogue.SECRET, code));
    var failure = dialogue.ask("").failure();
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure).hasMessage("the model's server answered %d %s".formatted(status, code));
    assertThat(failure.getCause()).isNull();
    assertThat(dialogue.server.requests).hasSize(1); // it tries once
  }

  @Test
  void html_instead_of_a_stream_is_garbage() {
    dialogue.server.failing(200, "text/html", "<html>" + Dialogue.SECRET + "</html>");
    assertThat(dialogue.ask("").failure().category()).isEqualTo(Category.GARBAGE);
  }

  @Test
  void an_error_page_of_a_proxy_is_unavailable() {
    dialogue.server.failing(502, "text/html", "<html>Bad gateway</html>");
    var failure = dialogue.ask("").failure();
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure).hasMessage("the model's server answered 502");
  }

  @Test
  void events_that_are_no_json_are_garbage() {
    dialogue.server.streaming(
        Wire.text("Hel"), "{\"choices\": " + Dialogue.SECRET, Wire.finish("stop"), Wire.DONE);
    var failure = dialogue.ask("").failure();
    assertThat(failure.category()).isEqualTo(Category.GARBAGE);
    assertThat(failure.toString()).doesNotContain(Dialogue.SECRET);
  }

  @Test
  void an_error_inside_the_stream_ends_it() {
    dialogue.server.streaming(
        Wire.text("Hel"),
        "{\"error\":{\"message\":\""
            + Dialogue.SECRET
            + "\",\"type\":\"server_error\",\"code\":null}}");
    var failure = dialogue.ask("").failure();
    assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(failure).hasMessage("the model's server broke off server_error");
  }

  @Test
  void a_connection_that_is_cut_is_unavailable() {
    dialogue.server.cutAfter(Wire.text("Hel"), Wire.text("lo"));
    var heard = dialogue.ask("");
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(heard.text()).isEqualTo("Hello");
  }

  @Test
  void a_stream_that_ends_without_its_end_is_unavailable() {
    dialogue.server.streaming(Wire.text("Hel"));
    assertThat(dialogue.ask("").failure().category()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void an_answer_of_nothing_is_garbage_and_a_filtered_one_refused() {
    dialogue.server.streaming(Wire.role(), Wire.finish("stop"), Wire.DONE);
    assertThat(dialogue.ask("").failure().category()).isEqualTo(Category.GARBAGE);
    dialogue.server.streaming(Wire.text("I"), Wire.finish("content_filter"), Wire.DONE);
    assertThat(dialogue.ask("").failure().category()).isEqualTo(Category.REFUSED);
  }

  @Test
  void silence_before_and_within_an_answer_is_a_timeout() {
    dialogue.server.silentAfter();
    assertThat(dialogue.ask("silence-timeout = 100ms").failure().category())
        .isEqualTo(Category.TIMEOUT);
    dialogue.server.silentAfter(Wire.text("Hel"));
    var heard = dialogue.ask("silence-timeout = 300ms");
    assertThat(heard.failure().category()).isEqualTo(Category.TIMEOUT);
    assertThat(heard.text()).isEqualTo("Hel");
  }

  @Test
  void an_answer_without_end_is_a_timeout_and_the_connection_is_closed() {
    dialogue.server.endlessAfter(CompletableFuture.completedFuture(null));
    assertThat(dialogue.ask("total-timeout = 300ms").failure().category())
        .isIn(Category.TIMEOUT, Category.GARBAGE);
    dialogue.server.hungUp.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void a_server_that_is_not_there_is_unavailable() {
    var gone = dialogue.server.url();
    dialogue.server.close();
    var heard = new Heard();
    dialogue.model = Dialogue.model(gone, "");
    dialogue.model.start(Dialogue.prompt(), heard);
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void cancelling_closes_the_connection_and_nothing_more_is_heard() {
    var go = new CompletableFuture<Void>();
    dialogue.server.endlessAfter(go, Wire.text("Hel"));
    dialogue.model = Dialogue.model(dialogue.server.url(), "");
    var heard = new Heard();
    var call = dialogue.model.start(Dialogue.prompt(), heard);
    heard.begun.orTimeout(20, TimeUnit.SECONDS).join();
    call.cancel();
    call.cancel();
    go.complete(null);
    dialogue.server.hungUp.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(heard.chunks).containsExactly("Hel");
    assertThat(heard.ended()).isFalse();
  }

  @Test
  void one_call_more_than_allowed_fails_at_once_and_a_cancelled_one_makes_room() {
    dialogue.server.silentAfter(Wire.text("Hel"));
    dialogue.model = Dialogue.model(dialogue.server.url(), "calls-max = 1");
    var first = new Heard();
    var call = dialogue.model.start(Dialogue.prompt(), first);
    first.begun.orTimeout(20, TimeUnit.SECONDS).join();
    var second = new Heard();
    dialogue.model.start(Dialogue.prompt(), second);
    assertThat(second.failure().category()).isEqualTo(Category.UNAVAILABLE);

    call.cancel();
    dialogue.server.streaming(Wire.text("ok"), Wire.finish("stop"), Wire.DONE);
    var third = new Heard();
    dialogue.model.start(Dialogue.prompt(), third);
    third.completion();
  }

  @Test
  void closing_the_model_ends_its_calls_and_refuses_new_ones() {
    dialogue.server.silentAfter(Wire.text("Hel"));
    var heard = dialogue.ask("");
    heard.begun.orTimeout(20, TimeUnit.SECONDS).join();
    dialogue.model.close();
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    var late = new Heard();
    dialogue.model.start(Dialogue.prompt(), late);
    assertThat(late.failure().category()).isEqualTo(Category.UNAVAILABLE);
  }
}
