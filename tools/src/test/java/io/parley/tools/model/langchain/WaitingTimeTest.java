package io.parley.tools.model.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After: 2|PT2S",
        "Retry-After: 0|PT0S",
        "Retry-After: 0.25|PT0.25S",
        "Retry-After: Sat, 21 Nov 2026 10:00:30 GMT|PT30S",
        "Retry-After: Sat, 21 Nov 2026 09:00:00 GMT|PT0S",
        // by the server's own clock
        "Retry-After: Sat, 21 Nov 2026 10:00:30 GMT; Date: Sat, 21 Nov 2026 10:00:25 GMT|PT5S",
        "retry-after-ms: 1500; Retry-After: 2|PT1.5S",
        "x-ratelimit-reset-requests: 6m0s|PT6M",
        "x-ratelimit-reset-tokens: 1h2m3.5s|PT1H2M3.5S",
        "x-ratelimit-reset-requests: 120ms|PT0.12S",
        // the one that is used up counts; when none says so, the first
        "x-ratelimit-remaining-requests: 9; x-ratelimit-reset-requests: 1s;"
            + " x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 20s|PT20S",
        "x-ratelimit-reset-requests: 8s; x-ratelimit-reset-tokens: 3s|PT3S",
        "anthropic-ratelimit-requests-reset: 2026-11-21T10:00:10Z|PT10S",
        "anthropic-ratelimit-tokens-remaining: 0; anthropic-ratelimit-tokens-reset:"
            + " 2026-11-21T10:00:40Z; anthropic-ratelimit-requests-reset:"
            + " 2026-11-21T10:00:10Z|PT40S",
        "anthropic-ratelimit-input-tokens-reset: 2026-11-21T12:00:05+02:00|PT5S"
      })
  void every_form_of_a_waiting_time_is_read(String headers, Duration expected) {
    assertThat(WaitingTime.of(headers(headers), "", NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Retry-After: soon",
        "Retry-After: -1",
        "Retry-After: ",
        "Retry-After: 99999999999999999999",
        "x-ratelimit-reset-requests: 1d",
        "x-ratelimit-reset-requests: s",
        "anthropic-ratelimit-requests-reset: tomorrow",
        "x-other: 1"
      })
  void unreadable_waiting_times_are_ignored(String headers) {
    assertThat(WaitingTime.of(headers(headers), "no JSON", NOW)).isEmpty();
  }

  @Test
  void geminis_waiting_time_is_read_from_the_body() {
    var body =
        """
        [{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[
          {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.074824224s"}]}}]
        """;
    assertThat(WaitingTime.of(headers("x: y"), body, NOW)).contains(Duration.parse("PT34.074824S"));
  }

  private static HttpHeaders headers(String lines) {
    Map<String, List<String>> map = new HashMap<>();
    for (var line : lines.split("; ", -1)) {
      int colon = line.indexOf(':');
      map.put(line.substring(0, colon), List.of(line.substring(colon + 1).strip()));
    }
    return HttpHeaders.of(map, (_, _) -> true);
  }
}
