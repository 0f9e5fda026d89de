package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.stream.WireObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Messages to ConversationRelay, as Twilio's document shows them.
class RelayFrameTest {
  @Test
  void each_message_has_the_documented_form() {
    assertThat(RelayFrame.text("Hello \"you\"", false))
        .isEqualTo("{\"type\":\"text\",\"token\":\"Hello \\\"you\\\"\",\"last\":false}");
    assertThat(RelayFrame.play(URI.create("https://h/a.mp3"), 2))
        .isEqualTo("{\"type\":\"play\",\"source\":\"https://h/a.mp3\",\"loop\":2}");
    assertThat(RelayFrame.sendDigits("12w#"))
        .isEqualTo("{\"type\":\"sendDigits\",\"digits\":\"12w#\"}");
    assertThat(RelayFrame.language("de-DE"))
        .isEqualTo(
            "{\"type\":\"language\",\"ttsLanguage\":\"de-DE\",\"transcriptionLanguage\":\"de-DE\"}");
    assertThat(RelayFrame.end(WireObject.create().put("a", 1)))
        .as("hand-off data is a text")
        .isEqualTo("{\"type\":\"end\",\"handoffData\":\"{\\\"a\\\":1}\"}");
  }

  @Test
  void digits_are_those_of_a_telephone() {
    for (var wrong : List.of("", "a", "1 2", "1".repeat(65)))
      assertThatThrownBy(() -> RelayFrame.sendDigits(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
  }
}
