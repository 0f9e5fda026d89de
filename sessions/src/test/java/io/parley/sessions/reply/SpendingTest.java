package io.parley.sessions.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingTest {
  private final List<Usage> late = new ArrayList<>();
  private final Spending spending = new Spending(late::add);

  @Test
  void usage_of_all_model_calls_adds_up_and_is_reported_once() {
    spending.add(usage(3));
    spending.add(usage(4));
    assertThat(spending.tell()).map(Usage::inputTokens).contains(7);
    assertThat(spending.tell()).isEmpty();
    assertThat(late).isEmpty();
  }

  @Test
  void later_usage_is_reported_by_itself() {
    assertThat(spending.tell()).isEmpty();
    spending.add(usage(5));
    assertThat(late).containsExactly(usage(5));
    assertThat(spending.tell()).isEmpty();
  }

  private static Usage usage(int input) {
    return new Usage("m", input, 1, 0, "EUR", false);
  }
}
