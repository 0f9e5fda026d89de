package io.parley.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimitTest {
  private static final String ALL =
      "30 calls a minute, 1000 calls a day, 5 calls a session, 0.05 EUR a call, 20 EUR a day";

  @Test
  void a_limit_is_read_and_written() {
    var limit = CallLimit.parse(ALL);
    assertThat(limit.text()).isEqualTo(ALL);
    assertThat(limit.callMicros()).hasValue(50_000);
    assertThat(limit.dayMicros()).hasValue(20_000_000);
    assertThat(limit.parts()).hasSize(4);
    assertThat(limit.cost()).contains(new CallCost(50_000, "EUR"));
    assertThat(CallLimit.parse("0.05 EUR a call").parts()).isEmpty();
    assertThat(CallLimit.parse("1 call a day").cost()).isEmpty();
    assertThat(CallLimit.parse(" 1 call a day ").text()).isEqualTo("1 call a day");
    assertThat(CallLimit.parse("2 USD a day,0.10 USD a call").text())
        .isEqualTo("0.1 USD a call, 2 USD a day");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "often",
        "0 calls a minute",
        "30 calls an hour",
        "1 call a day, 2 calls a day",
        "20 EUR a day",
        "0 EUR a call, 20 EUR a day",
        "30 EUR a call, 20 EUR a day",
        "0.05 EUR a call, 20 USD a day",
        "1 call a day, 1 call a day, 1 call a day, 1 call a day, 1 call a day, 1 call a day"
      })
  void what_is_no_limit_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallLimits.parse(Map.of("crm.*", text)))
        .withMessageStartingWith("crm.*: ")
        .withMessageContaining("(expected: ");
  }

  @Test
  void the_limit_of_a_name_counts_before_those_of_patterns() {
    var limits =
        CallLimits.parse(
            Map.of("*", "1 call a day", "crm.*", "2 calls a day", "crm.pay", "3 calls a day"));
    assertThat(limits.pattern("crm.pay")).contains("crm.pay");
    assertThat(limits.pattern("crm.find")).contains("crm.*");
    assertThat(limits.pattern("shop.find")).contains("*");
    assertThat(CallLimits.NONE.pattern("crm.pay")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallLimits.parse(Map.of("crm.*.x", "1 call a day")));
  }
}
