package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SipFlowsTest {
  @Test
  void a_node_is_the_same_after_a_restart_and_no_other_one_is() {
    var own = SipFlows.urn("machine", 5_060, "shop");
    assertThat(own).isEqualTo(SipFlows.urn("machine", 5_060, "shop"));
    assertThat(own).matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(
            List.of(
                own,
                SipFlows.urn("other", 5_060, "shop"),
                SipFlows.urn("machine", 5_070, "shop"),
                SipFlows.urn("machine", 5_060, "pbx")))
        .doesNotHaveDuplicates();
  }
}
