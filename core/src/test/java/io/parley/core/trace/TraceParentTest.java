package io.parley.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void a_valid_value_is_parsed() {
    var parent = TraceParent.of(Optional.of(" 00-" + TRACE + "-" + SPAN + "-01 ")).orElseThrow();
    assertThat(parent.trace()).isEqualTo(TRACE);
    assertThat(parent.span()).isEqualTo(SPAN);
    assertThat(parent.isSampled()).isTrue();
    assertThat(new TraceParent("00-" + TRACE + "-" + SPAN + "-02").isSampled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my name is Ada",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
      })
  void other_values_are_ignored(String header) {
    assertThat(TraceParent.of(Optional.of(header))).isEmpty();
  }
}
