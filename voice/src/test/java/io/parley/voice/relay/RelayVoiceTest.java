package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayVoiceTest {
  private final List<String> sent = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-25T20:00:00Z");

  private final RelayVoice voice =
      new RelayVoice(
          new RelayTalk.Socket() {
            @Override
            public void send(String text) {
              sent.add(text);
            }

            @Override
            public void end() {
              throw new IllegalStateException("a voice ends nothing");
            }
          },
          () -> now);

  @Test
  void the_last_text_says_that_nothing_follows() {
    voice.speak(List.of("One. ", "Two. "), true);
    voice.speak(List.of("Three. "), false);
    voice.speak(List.of(), true);
    assertThat(sent)
        .containsExactly(
            RelayFrame.text("One. ", false),
            RelayFrame.text("Two. ", true),
            RelayFrame.text("Three. ", false),
            RelayFrame.text("", true));
  }

  @Test
  void it_speaks_as_long_as_its_texts_are_one_after_the_other() {
    assertThat(voice.left()).isZero();
    voice.speak(List.of("x".repeat(30)), true);
    assertThat(voice.left()).isEqualTo(Duration.ofSeconds(2));
    now = now.plusSeconds(1);
    voice.speak(List.of("x".repeat(15)), true);
    assertThat(voice.left()).isEqualTo(Duration.ofSeconds(2));
    now = now.plusSeconds(5);
    assertThat(voice.left()).isZero();
  }

  @Test
  void an_interruption_ends_its_words_and_ten_seconds_are_the_longest_wait() {
    voice.speak(List.of("x".repeat(1_500)), true);
    assertThat(voice.left()).isEqualTo(Duration.ofSeconds(10));
    voice.stopped();
    assertThat(voice.left()).isZero();
  }
}
