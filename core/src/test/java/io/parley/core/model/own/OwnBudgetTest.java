package io.parley.core.model.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.model.own.OwnBudget.Limit;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnBudgetTest {
  private static final Optional<Limit> STOP = Optional.of(new Limit(1, AtLimit.STOP));
  private static final Optional<Limit> CHEAPER = Optional.of(new Limit(1, AtLimit.CHEAPER));

  private static OwnBudget monthly(Optional<Limit> month, Optional<String> cheaper) {
    return new OwnBudget(Optional.empty(), month, cheaper, 80);
  }

  @Test
  void an_organisation_without_limits_has_no_budget() {
    assertThat(OwnBudget.NONE.budgets()).isEmpty();
  }

  @Test
  void a_cheaper_model_is_named_where_a_limit_asks_for_one_and_nowhere_else() {
    assertThat(monthly(CHEAPER, Optional.of("weak")).cheaper()).contains("weak");
    assertThatThrownBy(() -> monthly(CHEAPER, Optional.empty()))
        .hasMessageStartingWith("cheaper")
        .hasMessageContaining("expected: the name of a model");
    assertThatThrownBy(() -> monthly(STOP, Optional.of("weak"))).hasMessageContaining("expected: ");
    assertThatThrownBy(() -> monthly(CHEAPER, Optional.of("No Name")))
        .hasMessageContaining("expected: the name of one of its models");
  }

  @Test
  void limits_and_percentages_have_bounds() {
    assertThat(new Limit(Budget.LIMIT_MAX, AtLimit.STOP).limitMicros()).isPositive();
    assertThatThrownBy(() -> new Limit(0, AtLimit.STOP)).hasMessageContaining("expected: 1 to ");
    assertThatThrownBy(() -> new Limit(Budget.LIMIT_MAX + 1, AtLimit.STOP))
        .hasMessageContaining("expected: 1 to ");
    assertThatThrownBy(
            () -> new OwnBudget(Optional.empty(), Optional.empty(), Optional.empty(), 101))
        .hasMessageContaining("expected: 1 to 100");
  }
}
