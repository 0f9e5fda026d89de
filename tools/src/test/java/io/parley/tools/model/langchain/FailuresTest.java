package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.json.Jackson;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Categories of what servers say went wrong.
class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "429, rate_limit_exceeded, RATE_LIMITED",
    "429, insufficient_quota, DENIED",
    "500, server_error, UNAVAILABLE",
    "503, overloaded, UNAVAILABLE",
    "529, overloaded_error, UNAVAILABLE",
    "401, invalid_api_key, DENIED",
    "402, billing_error, DENIED",
    "403, permission_error, DENIED",
    "404, model_not_found, DENIED",
    "400, context_length_exceeded, REFUSED",
    "413, request_too_large, REFUSED",
    "400, content_filter, FILTERED",
    "400, content_policy_violation, FILTERED",
    "400, ResponsibleAIPolicyViolation, FILTERED",
    "408, timeout, TIMEOUT",
    "302, moved, GARBAGE"
  })
  void a_status_has_a_category_and_no_words_of_the_server(
      int status, String code, Category category) {
    var failure =
        Failures.status(
            status,
            "{\"error\":{\"message\":\"about my-secret-question\",\"code\":\"%s\"}}"
                .formatted(code),
            Optional.empty());
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure).hasMessage("the model's server answered %d %s".formatted(status, code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'error':{'message':'m','type':'server_error','code':null}}|UNAVAILABLE",
        "{'error':{'code':'rate_limit_exceeded'}}|RATE_LIMITED",
        "{'error':{'code':429,'message':'m'}}|RATE_LIMITED",
        "{'error':{'code':402}}|DENIED",
        "{'error':{'type':'invalid_request_error','code':'context_length_exceeded'}}|REFUSED",
        "{'error':{'code':'content_filter'}}|FILTERED",
        "{'type':'error','error':{'type':'overloaded_error'}}|UNAVAILABLE",
        "{'type':'error','error':{'type':'rate_limit_error'}}|RATE_LIMITED",
        "{'type':'error','error':{'type':'timeout_error'}}|TIMEOUT",
        "{'type':'error','error':{'type':'authentication_error'}}|DENIED",
        "{'error':{'code':503,'status':'UNAVAILABLE'}}|UNAVAILABLE",
        "{'error':{'status':'RESOURCE_EXHAUSTED'}}|RATE_LIMITED",
        "{'error':{'status':'DEADLINE_EXCEEDED'}}|TIMEOUT",
        "{'error':'my-secret-question'}|UNAVAILABLE"
      })
  void an_error_inside_a_stream_has_a_category(String event, Category category) {
    var json = Jackson.parse(event.replace('\'', '"')).orElseThrow();
    var failure = Failures.inStream(json).orElseThrow();
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure.getMessage()).startsWith("the model's server broke off");
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{'error':null}", "{'error':{}}", "{'choices':[]}"})
  void not_everything_is_an_error(String event) {
    assertThat(Failures.inStream(Jackson.parse(event.replace('\'', '"')).orElseThrow())).isEmpty();
  }

  @Test
  void errors_come_in_arrays_without_a_wrapper_and_as_anything_else() {
    assertThat(Failures.status(503, "[{\"error\":{\"status\":\"UNAVAILABLE\"}}]", Optional.empty()))
        .hasMessage("the model's server answered 503 UNAVAILABLE");
    assertThat(Failures.status(400, "{\"type\":\"BadRequestError\"}", Optional.empty()))
        .hasMessage("the model's server answered 400 BadRequestError");
    assertThat(Failures.status(400, "{\"error\":\"a sentence\"}", Optional.empty()))
        .hasMessage("the model's server answered 400");
    assertThat(Failures.status(502, "<html>", Optional.empty()))
        .hasMessage("the model's server answered 502");
  }

  @Test
  void words_flagged_by_a_gateway_are_not_a_wrong_key() {
    var body =
        """
        {"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["harassment"],\
        "flagged_input":"my-secret-question"}}}\
        """;
    assertThat(Failures.status(403, body, Optional.empty()).category())
        .isEqualTo(Category.FILTERED);
  }

  @Test
  void geminis_wrong_key_is_not_a_wrong_request() {
    var body =
        """
        {"error":{"code":400,"status":"INVALID_ARGUMENT","message":"API key not valid.","details":\
        [{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}\
        """;
    assertThat(Failures.status(400, body, Optional.empty()).category()).isEqualTo(Category.DENIED);
  }
}
