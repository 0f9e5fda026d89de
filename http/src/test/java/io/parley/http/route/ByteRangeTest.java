package io.parley.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of a whole of 1,000 bytes.
class ByteRangeTest {
  private static ByteRange of(String header) {
    return ByteRange.of(Optional.of(header), 1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-499,   0,   499",
    "bytes=500-999, 500, 999",
    "bytes=500-,    500, 999",
    "bytes=0-,      0,   999",
    "bytes=0-0,     0,   0",
    "bytes=900-5000, 900, 999",
    "bytes=-1,      999, 999",
    "bytes=-5000,   0,   999",
    "Bytes=1-2,     1,   2",
  })
  void one_range_is_a_part_of_what_is_there(String header, long from, long to) {
    assertThat(of(header)).isEqualTo(new ByteRange.Part(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0"})
  void bytes_that_are_not_there_are_none(String header) {
    assertThat(of(header)).isEqualTo(new ByteRange.Beyond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-9999999999999999999999",
        ""
      })
  void what_is_no_single_range_is_the_whole(String header) {
    assertThat(of(header)).isEqualTo(new ByteRange.Whole());
  }

  @Test
  void without_a_header_it_is_the_whole() {
    assertThat(ByteRange.of(Optional.empty(), 1_000)).isEqualTo(new ByteRange.Whole());
  }
}
