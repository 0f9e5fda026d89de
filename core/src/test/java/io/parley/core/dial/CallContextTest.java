package io.parley.core.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallContextTest {
  @Test
  void facts_go_through_a_sessions_metadata() {
    var context = new CallContext(Map.of("order", "1042", "name", "A. Sommerfeld"));
    var metadata = new HashMap<>(context.metadata());
    metadata.put("provider", "twilio");
    assertThat(CallContext.of(metadata)).isEqualTo(context);
    assertThat(CallContext.of(Map.of("provider", "twilio"))).isEqualTo(CallContext.NONE);
  }

  @Test
  void number_and_length_are_limited() {
    var many = new HashMap<String, String>();
    for (int i = 0; i < CallContext.FACTS_MAX; i++) many.put("f" + i, "x");
    assertThat(new CallContext(many).facts()).hasSize(16);
    many.put("g", "x");
    refused(many, "17 facts");
    refused(Map.of("a", "x".repeat(301)), "301 characters");
    assertThat(new CallContext(Map.of("a", "x".repeat(300))).facts()).hasSize(1);
    refused(Map.of("a", " "), "1 characters");
    refused(Map.of("", "x"), "a name of another form");
    refused(Map.of("order number", "x"), "a name of another form");
    var long_ = new HashMap<String, String>();
    for (int i = 0; i < 7; i++) long_.put("f" + i, "x".repeat(284));
    refused(long_, "2002 characters");
  }

  @Test
  void metadata_that_is_no_context_of_ours_is_left_out() {
    assertThat(CallContext.of(Map.of("context.a b", "x"))).isEqualTo(CallContext.NONE);
  }

  private static void refused(Map<String, String> facts, String said) {
    assertThatThrownBy(() -> new CallContext(facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said)
        .hasMessageContaining("expected");
  }
}
