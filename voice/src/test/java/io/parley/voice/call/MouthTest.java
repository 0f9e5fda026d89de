package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.mark.MarkedText;
import io.parley.voice.call.Speaking.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/// Which sound of a voice is played, and which counts; the test itself is the voice.
class MouthTest {
  private static final int RATE = 16_000;
  private static final int TICK = RATE / 50;

  private final Player player =
      new Player(
          RATE,
          new Player.Listener() {
            @Override
            public void sounds(int reply) {
              // not of interest here
            }

            @Override
            public void dry(int reply) {
              // nor this
            }

            @Override
            public void over(int reply) {
              // nor this
            }
          });
  private final Mouth mouth =
      new Mouth(List.of(new Voice()), TestPlan.quick(false), player, (_, _) -> {});

  /// Never says anything by itself.
  private record Voice() implements TextToSpeech {
    @Override
    public String name() {
      return "voice";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return _ -> {};
    }
  }

  @Test
  void a_late_clause_begins_without_the_silence_before_its_first_word() {
    sayFirstOfTwo();
    assertThat(player.next(new short[TICK], false)).isTrue();
    for (int i = 0; i < 10; i++) made(2, 0);
    assertThat(player.waiting()).isZero();
    made(2, 5_000);
    made(2, 0);
    assertThat(player.waiting()).as("a pause after its first word stays").isEqualTo(ticks(2));
  }

  @Test
  void a_clause_that_is_in_time_keeps_the_silence_before_its_first_word() {
    sayFirstOfTwo();
    made(2, 0);
    assertThat(player.waiting()).isEqualTo(ticks(2));
  }

  @Test
  void sound_of_a_stopped_reply_is_not_the_first_of_the_next_one() {
    var next = new SpokenReply(2, Optional.of("c-2"), Instant.EPOCH);
    say(1, "It is here.");
    made(1, 5_000);
    say(2, "It is there.");
    made(1, 5_000);
    mouth.spoken(next, 1, Instant.EPOCH);
    assertThat(next.voice()).isEmpty();
    made(2, 5_000);
    mouth.spoken(next, 2, Instant.EPOCH);
    assertThat(next.voice()).contains("voice");
  }

  private void say(int reply, String text) {
    mouth.begin(reply);
    mouth.say(List.of(MarkedText.plain(text)));
  }

  private void sayFirstOfTwo() {
    mouth.begin(1);
    mouth.say(List.of(MarkedText.plain("It is here. "), MarkedText.plain("You can have it.")));
    made(1, 5_000);
    mouth.piece(1, new Piece.Ended());
    assertThat(player.waiting()).isEqualTo(ticks(1));
  }

  /// The voice has made 20 ms more.
  private void made(long utterance, int sample) {
    var samples = new short[TICK];
    Arrays.fill(samples, (short) sample);
    mouth.piece(utterance, new Piece.Sound(new AudioFrame(samples, RATE, 0)));
  }

  private static Duration ticks(int count) {
    return Duration.ofMillis(20L * count);
  }
}
