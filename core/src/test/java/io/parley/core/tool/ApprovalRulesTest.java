package io.parley.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalRulesTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "*", "risky",
          "crm.*", "first",
          "crm.refund*", "always",
          "crm.refund_all", "above amount 50 by customer");

  @Test
  void a_name_counts_before_patterns_and_a_longer_pattern_before_a_shorter_one() {
    var rules = ApprovalRules.parse(TEXTS);
    assertThat(rules.of("crm.refund_all").orElseThrow().text())
        .isEqualTo("above amount 50 by customer");
    assertThat(rules.of("crm.refund").orElseThrow().text()).isEqualTo("always");
    assertThat(rules.of("crm.find").orElseThrow().text()).isEqualTo("first");
    assertThat(rules.of("create_ticket").orElseThrow().text()).isEqualTo("risky");
    assertThat(ApprovalRules.NONE.of("crm.find")).isEmpty();
    assertThat(rules.texts()).isEqualTo(TEXTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*b", "**", "a b", "crm.\n"})
  void a_pattern_of_another_form_is_refused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApprovalRules.parse(Map.of(pattern, "always")))
        .withMessageContaining("(expected: ");
  }

  @Test
  void a_wrong_rule_names_its_pattern() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApprovalRules.parse(Map.of("crm.*", "sometimes")))
        .withMessageStartingWith("crm.*: no approval rule (expected: ");
  }

  @Test
  void under_a_rule_by_risk_a_server_may_raise_the_risk_of_its_tool() {
    var rule = Optional.of(ApprovalRule.parse("risky"));
    var destructive = terms(ToolPolicy.RETRY_WITH_KEY, true, rule);
    assertThat(destructive.forCall(Json.EMPTY_OBJECT, false).approval()).isTrue();
    var harmless = terms(ToolPolicy.ASK_HUMAN, false, rule);
    assertThat(harmless.forCall(Json.EMPTY_OBJECT, false).approval()).isTrue();
    var reading = terms(ToolPolicy.READ_ONLY, false, rule);
    assertThat(reading.forCall(Json.EMPTY_OBJECT, false).approval()).isFalse();
    // any other rule counts alone
    var never = terms(ToolPolicy.ASK_HUMAN, true, Optional.of(ApprovalRule.NEVER));
    assertThat(never.forCall(Json.EMPTY_OBJECT, false).approval()).isFalse();
  }

  @Test
  void a_tool_that_may_destroy_something_is_risky_although_it_can_be_repeated() {
    var spec =
        new ToolSpec(
            "crm.drop",
            "Drop",
            "",
            Json.EMPTY_OBJECT,
            ToolPolicy.RETRY_WITH_KEY,
            false,
            Duration.ofSeconds(1),
            "crm",
            true);
    assertThat(needsConsent(spec.destructive(true), "risky")).isTrue();
    assertThat(needsConsent(spec.destructive(true), "never")).isFalse();
    assertThat(spec.destructive(true).terms().approval()).isFalse();
    assertThat(needsConsent(spec, "risky")).isFalse();
  }

  private static boolean needsConsent(ToolSpec spec, String rule) {
    var terms = spec.under(ApprovalRule.parse(rule)).terms();
    return terms.forCall(Json.EMPTY_OBJECT, false).approval();
  }

  private static ToolTerms terms(ToolPolicy policy, boolean approval, Optional<ApprovalRule> rule) {
    return new ToolTerms(
        policy, approval, Optional.of(Duration.ofSeconds(1)), Optional.of("crm"), rule);
  }
}
