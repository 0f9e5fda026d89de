package io.parley.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.core.tool.ApprovalRule.Asked;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "never",
        "always",
        "first",
        "risky",
        "above amount 50",
        "above total_cents 49.95",
        "always by customer",
        "above amount 50 by customer",
        "first by both",
        "risky by two",
        "always within 90s",
        "above amount 50 by customer within 15m",
        "always by two within 24h"
      })
  void a_rule_is_written_as_it_is_read(String text) {
    var rule = ApprovalRule.parse(text);
    assertThat(rule.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sometimes",
        "above amount",
        "above 50",
        "above a b",
        "by customer",
        "always by three",
        "always within 0m",
        "always within 5 m",
        "always within 1m by two"
      })
  void other_words_are_no_rule(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApprovalRule.parse(text))
        .withMessageContaining("no approval rule (expected: never, always");
  }

  @Test
  void a_rule_names_the_people_to_ask_and_their_time() {
    assertThat(ApprovalRule.parse("always").people()).containsExactly(Asked.COLLEAGUE);
    assertThat(ApprovalRule.parse("always by customer").people()).containsExactly(Asked.CUSTOMER);
    assertThat(ApprovalRule.parse("always by both").people())
        .containsExactly(Asked.COLLEAGUE, Asked.CUSTOMER);
    assertThat(ApprovalRule.parse("always by two").people())
        .containsExactly(Asked.COLLEAGUE, Asked.COLLEAGUE);
    assertThat(ApprovalRule.parse("always").within()).isEmpty();
    assertThat(ApprovalRule.parse("always within 15m").within()).hasValue(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"amount\":50}|false",
        "{\"amount\":50.01}|true",
        "{\"amount\":5e3}|true",
        "{\"amount\":-7}|false",
        "{ \"note\" : {\"amount\":1}, \"amount\" : 51 }|true",
        "{\"amount\":\"20\"}|true",
        "{\"amount\":null}|true",
        "{\"other\":1}|true",
        "{}|true",
        "[1]|true",
        "7|true",
        // a tool reads the last of two, and so does the rule
        "{\"amount\":10,\"amount\":70}|true",
        "{\"amount\":70,\"am\\u006funt\":10}|false"
      })
  void an_amount_above_the_limit_or_unreadable_needs_consent(String arguments, boolean needed) {
    var rule = ApprovalRule.parse("above amount 50");
    assertThat(rule.needsConsent(new Json(arguments), ToolPolicy.RETRY_WITH_KEY, false))
        .isEqualTo(needed);
  }

  @Test
  void the_other_rules_look_at_the_session_and_the_policy() {
    assertThat(needs("never", ToolPolicy.ASK_HUMAN, false)).isFalse();
    assertThat(needs("always", ToolPolicy.READ_ONLY, true)).isTrue();
    assertThat(needs("first", ToolPolicy.ASK_HUMAN, false)).isTrue();
    assertThat(needs("first", ToolPolicy.ASK_HUMAN, true)).isFalse();
    assertThat(needs("risky", ToolPolicy.READ_ONLY, false)).isFalse();
    assertThat(needs("risky", ToolPolicy.RETRY_WITH_KEY, false)).isFalse();
    assertThat(needs("risky", ToolPolicy.COMPENSATE, false)).isFalse();
    assertThat(needs("risky", ToolPolicy.LOOK_UP, false)).isTrue();
    assertThat(needs("risky", ToolPolicy.ASK_HUMAN, true)).isTrue();
  }

  private static boolean needs(String rule, ToolPolicy policy, boolean agreedBefore) {
    return ApprovalRule.parse(rule).needsConsent(Json.EMPTY_OBJECT, policy, agreedBefore);
  }
}
