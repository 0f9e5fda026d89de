package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.stream.MalformedFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayMessageTest {
  @Test
  void who_speaks_is_told_by_two_names_and_other_news_are_nothing() {
    assertThat(info("clientSpeaking", "on")).isEqualTo(new RelayMessage.Speaks(true, true));
    assertThat(info("clientSpeaking", "off")).isEqualTo(new RelayMessage.Speaks(true, false));
    assertThat(info("agentSpeaking", "on")).isEqualTo(new RelayMessage.Speaks(false, true));
    assertThat(info("agentSpeaking", "soon")).isEqualTo(new RelayMessage.Other());
    assertThat(info("roundTripDelayMs", "110")).isEqualTo(new RelayMessage.Other());
    assertThat(RelayMessage.read("{\"type\":\"info\"}")).isEqualTo(new RelayMessage.Other());
  }

  private static RelayMessage info(String name, String value) {
    return RelayMessage.read(
        "{\"type\":\"info\",\"name\":\"%s\",\"value\":\"%s\"}".formatted(name, value));
  }

  @Test
  void messages_of_another_form_are_refused() {
    for (var text :
        List.of(
            "",
            "[]",
            "{}",
            "{\"type\":\"setup\"}",
            "{\"type\":\"interrupt\",\"durationUntilInterruptMs\":\"soon\"}",
            "{\"type\":\"prompt\",\"voicePrompt\":\"%s\"}".formatted("x".repeat(40_000))))
      assertThatThrownBy(() -> RelayMessage.read(text)).isInstanceOf(MalformedFrame.class);
  }
}
