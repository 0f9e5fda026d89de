package io.parley.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static boolean isOpen(String hours, String local) {
    return OpeningHours.of("Europe/Berlin", List.of(hours.split(", ")))
        .isOpen(LocalDateTime.parse(local).atZone(BERLIN).toInstant());
  }

  // 2026-11-23 is a Monday
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon-Fri 09:00-17:30|2026-11-23T08:59|false",
        "Mon-Fri 09:00-17:30|2026-11-23T09:00|true",
        "Mon-Fri 09:00-17:30|2026-11-27T17:29|true",
        "Mon-Fri 09:00-17:30|2026-11-27T17:30|false",
        "Mon-Fri 09:00-17:30|2026-11-28T12:00|false",
        "Mon-Fri 09:00-12:00, Sat 10:00-24:00|2026-11-28T23:59|true",
        "Mon-Fri 09:00-12:00, Sat 10:00-24:00|2026-11-29T00:00|false",
        "Sat-Mon 08:00-09:00|2026-11-29T08:30|true",
        "Sat-Mon 08:00-09:00|2026-11-24T08:30|false",
        "Fri 22:00-02:00|2026-11-27T23:00|true",
        "Fri 22:00-02:00|2026-11-28T01:59|true",
        "Fri 22:00-02:00|2026-11-28T02:00|false",
        "Fri 22:00-02:00|2026-11-27T01:00|false"
      })
  void open_within_the_hours_of_its_days(String hours, String local, boolean open) {
    assertThat(isOpen(hours, local)).isEqualTo(open);
  }

  @Test
  void hours_are_those_of_the_wall_over_a_change_of_clocks() {
    // summer: UTC+2, winter: UTC+1
    assertThat(isOpen("Mon-Sun 09:00-10:00", "2026-10-24T09:00")).isTrue();
    assertThat(isOpen("Mon-Sun 09:00-10:00", "2026-10-25T09:00")).isTrue();
    assertThat(isOpen("Mon-Sun 09:00-10:00", "2026-10-25T08:59")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "09:00-17:00",
        "Mon",
        "Mon 9:00-17:00",
        "mon 09:00-17:00",
        "Mon-Xyz 09:00-17:00",
        "Mon 24:00-02:00",
        "Mon 09:60-17:00",
        "Mon 09:00-25:00",
        "Mon 09:00-09:00",
        "Mon 09:00-17:00 "
      })
  void other_texts_are_no_hours(String text) {
    assertThatThrownBy(() -> OpeningHours.of("UTC", List.of(text)))
        .hasMessage("hours: %s (expected: such as Mon-Fri 09:00-17:30)".formatted(text));
  }

  @Test
  void a_zone_that_is_none_is_named() {
    assertThatThrownBy(() -> OpeningHours.of("Berlin", List.of("Mon 09:00-10:00")))
        .hasMessage("zone: Berlin (expected: one such as Europe/Berlin)");
  }
}
