package io.parley.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20|PT20S",
        " 0 |PT0S",
        "0.25|PT0.25S",
        "999999999999|PT8784H",
        "Sat, 21 Nov 2026 10:00:30 GMT|PT30S",
        "Sat, 21 Nov 2026 09:00:00 GMT|PT0S"
      })
  void seconds_and_dates_are_parsed(String value, Duration expected) {
    assertThat(RetryAfter.of(headers(value, ""), NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "", "99999999999999999999", "1e3", "21 Nov 2026"})
  void an_unreadable_value_counts_as_none(String value) {
    assertThat(RetryAfter.of(headers(value, ""), NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Sat, 21 Nov 2026 10:00:25 GMT|PT5S", "yesterday|PT30S"})
  void a_date_is_relative_to_the_servers_own_clock_if_given(String date, Duration expected) {
    assertThat(RetryAfter.of(headers("Sat, 21 Nov 2026 10:00:30 GMT", date), NOW))
        .contains(expected);
  }

  private static HttpHeaders headers(String retryAfter, String date) {
    var headers = new HashMap<String, List<String>>();
    headers.put("Retry-After", List.of(retryAfter));
    if (!date.isEmpty()) headers.put("Date", List.of(date));
    return HttpHeaders.of(headers, (_, _) -> true);
  }
}
