package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.stream.MalformedFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayMessageTest {
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
