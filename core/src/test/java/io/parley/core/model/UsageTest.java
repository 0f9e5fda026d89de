package io.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure.Category;
import io.parley.core.session.UsageTotal;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void calls_add_up_under_the_name_of_the_later() {
    var first = new Usage("small", 10, 2, 5, "EUR", true);
    var second = new Usage("large", 20, 8, 50, "USD", true);
    assertThat(first.plus(second)).isEqualTo(new Usage("large", 30, 10, 55, "USD", true));
  }

  @Test
  void a_partly_cached_sum_is_not_cached() {
    var cached = new Usage("m", 1, 1, 0, "EUR", true);
    var paid = new Usage("m", 1, 1, 9, "EUR", false);
    assertThat(cached.plus(paid).cached()).isFalse();
    assertThat(paid.plus(cached).cached()).isFalse();
  }

  @Test
  void totals_exceed_the_range_of_one_call() {
    var huge = new Usage("m", Integer.MAX_VALUE, Integer.MAX_VALUE, 1, "EUR", false);
    var total = UsageTotal.NONE.plus(huge).plus(huge);
    assertThat(total.inputTokens()).isEqualTo(2L * Integer.MAX_VALUE);
    assertThat(total.outputTokens()).isEqualTo(2L * Integer.MAX_VALUE);
    assertThat(total.costMicros()).isEqualTo(2);
  }

  @Test
  void refusals_filtered_content_and_a_spent_budget_are_final() {
    var last =
        EnumSet.of(Category.REFUSED, Category.FILTERED, Category.DENIED, Category.BUDGET_SPENT);
    for (var category : Category.values())
      assertThat(new ModelFailure(category, "no", null).retryable())
          .as(category.name())
          .isEqualTo(!last.contains(category));
  }
}
