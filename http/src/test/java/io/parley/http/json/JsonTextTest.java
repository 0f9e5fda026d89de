package io.parley.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

  /// Two of one second in a row, and others between them.
  @ParameterizedTest
  @CsvSource({
    "2026-11-26T12:00:00Z, 2026-11-26T12:00:00.000Z",
    "2026-11-26T12:00:00.007Z, 2026-11-26T12:00:00.007Z",
    "2026-11-26T12:00:00.999999999Z, 2026-11-26T12:00:00.999Z",
    "2026-11-26T12:00:01.040Z, 2026-11-26T12:00:01.040Z",
    "2026-11-26T12:00:00.5Z, 2026-11-26T12:00:00.500Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
  })
  void times_have_three_digits_after_the_second(String at, String text) {
    assertThat(JsonText.time(Instant.parse(at))).isEqualTo(text);
  }
}
