package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayHandoffTest {
  @Test
  void a_target_comes_back_by_its_name() {
    assertThat(RelayHandoff.target(RelayHandoff.to("sales").toString())).contains("sales");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"reason\":\"resolved\"}",
        "{\"reason\":\"resolved\",\"target\":\"sales\"}",
        "{\"reason\":\"transfer\"}",
        "{\"reason\":7,\"target\":{}}",
        "[\"transfer\",\"sales\"]"
      })
  void anything_else_names_none(String data) {
    assertThat(RelayHandoff.target(data)).isEmpty();
    assertThat(RelayHandoff.isLeft(data)).isFalse();
  }

  @Test
  void a_talk_that_has_left_its_node_is_known() {
    assertThat(RelayHandoff.isLeft("{\"reason\":\"draining\"}")).isTrue();
    assertThat(RelayHandoff.target("{\"reason\":\"draining\"}")).isEmpty();
  }
}
