package io.parley.voice.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.dial.NumberKind;
import io.parley.core.dial.PhoneNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberKindsTest {
  private static final NumberKinds KINDS = new NumberKinds();

  @ParameterizedTest
  @CsvSource({
    "+493023125000, ORDINARY", // Berlin
    "+4915123456789, ORDINARY", // mobile
    "+442079460000, ORDINARY", // London
    "+498001234567, ORDINARY", // free of charge
    "+33153012345, ORDINARY", // Paris: begins with an emergency number
    "+49900112345, IMPOSSIBLE", // too short for its range
    "+499001123456, PREMIUM",
    "+491805123456, PREMIUM", // shared costs
    "+449098790000, PREMIUM",
    "+19005550100, PREMIUM",
    "+49112, EMERGENCY",
    "+49110, EMERGENCY",
    "+44999, EMERGENCY",
    "+1911, EMERGENCY",
    "+4930, IMPOSSIBLE",
    "+9991234567, IMPOSSIBLE"
  })
  void a_number_has_a_kind(String number, NumberKind kind) {
    assertThat(KINDS.of(new PhoneNumber(number))).isEqualTo(kind);
  }
}
