package io.parley.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolPolicyTest {

  @Test
  void only_reads_and_calls_with_a_key_may_repeat() {
    assertThat(ToolPolicy.values())
        .filteredOn(ToolPolicy::mayRepeat)
        .containsExactly(ToolPolicy.READ_ONLY, ToolPolicy.RETRY_WITH_KEY);
  }

  @Test
  void a_failure_tells_whether_the_call_may_have_happened() {
    var cause = new IllegalStateException("reset");
    assertThat(ToolFailure.notSent("refused", cause).mayHaveHappened()).isFalse();
    assertThat(ToolFailure.maybeSent("timeout", cause).mayHaveHappened()).isTrue();
    assertThat(ToolFailure.maybeSent("timeout", cause)).hasMessage("timeout").hasCause(cause);
  }

  @Test
  void an_outcome_copies_its_sources() {
    var sources = new ArrayList<>(List.of(new Source("Returns", "returns", 0.9)));
    var outcome = ToolOutcome.succeeded(Json.NULL, sources);
    sources.clear();
    assertThat(outcome.sources()).hasSize(1);
  }
}
