package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayerTest {
  private static final int RATE = 16_000;
  private static final int FRAME = RATE / 50;

  private final List<String> told = new ArrayList<>();
  private final Player player = new Player(RATE, new Told());

  @Test
  void a_reply_begins_runs_dry_continues_and_ends() {
    player.begin(1);
    player.clause("One. ");
    sound(2);
    play(2);
    assertThat(told).containsExactly("sounds 1");
    play(3);
    assertThat(told).containsExactly("sounds 1", "dry 1");
    player.clause("Two.");
    sound(1);
    player.complete();
    play(2);
    assertThat(told).containsExactly("sounds 1", "dry 1", "sounds 1", "over 1");
  }

  @Test
  void all_of_a_reply_that_is_over_was_heard_until_another_begins() {
    player.begin(1);
    player.clause("It is on its way.");
    sound(2);
    player.complete();
    play(5);
    assertThat(told).containsExactly("sounds 1", "over 1");
    assertThat(player.heard(Duration.ZERO)).isEqualTo("It is on its way.");
    player.begin(2);
    assertThat(player.heard(Duration.ZERO)).isEmpty();
  }

  @Test
  void a_reply_without_any_sound_is_over_too() {
    player.begin(1);
    player.clause("🙂");
    player.complete();
    play(1);
    assertThat(told).containsExactly("over 1");
  }

  @Test
  void a_held_reply_is_silent_and_continues_where_it_was() {
    player.begin(1);
    player.clause("One two three four five. ");
    sound(50);
    play(20);
    player.hold();
    assertThat(play(30)).isZero();
    assertThat(player.position()).isEqualTo(Duration.ofMillis(400));
    player.resume();
    assertThat(play(10)).isEqualTo(10);
    assertThat(told).doesNotContain("over 1");
  }

  @Test
  void the_heard_text_is_the_played_text_without_sound_under_way() {
    player.begin(1);
    player.clause("Your order is on its way. ");
    sound(50);
    player.clause("It will arrive on Monday.");
    sound(50);
    play(60);
    assertThat(player.heard(Duration.ZERO)).isEqualTo("Your order is on its way. It");
    assertThat(player.heard(Duration.ofMillis(200))).isEqualTo("Your order is on its way.");
    assertThat(player.heard(Duration.ofSeconds(3))).isEmpty();
  }

  @Test
  void sound_under_way_counts_as_heard_over_time() {
    player.begin(1);
    player.clause("Your order is on its way. ");
    sound(50);
    play(50);
    assertThat(player.heard(Duration.ofMillis(200))).isEqualTo("Your order is on its");
    play(10);
    assertThat(player.heard(Duration.ofMillis(200))).isEqualTo("Your order is on its way.");
    play(100);
    assertThat(player.heard(Duration.ofMillis(200))).isEqualTo("Your order is on its way.");
  }

  @Test
  void a_filler_gives_way_to_the_reply_and_does_not_count() {
    player.begin(1);
    for (int i = 0; i < 5; i++) player.fill(frame());
    assertThat(play(2)).isEqualTo(2);
    assertThat(told).isEmpty();
    player.clause("Here it is.");
    sound(2);
    play(2);
    player.complete();
    assertThat(play(5)).isZero();
    assertThat(told).containsExactly("sounds 1", "over 1");
  }

  @Test
  void a_filler_in_pieces_of_another_length_is_complete() {
    player.begin(1);
    short next = 1;
    for (int piece = 0; piece < 10; piece++) {
      var samples = new short[FRAME + 70];
      for (int i = 0; i < samples.length; i++) samples[i] = next++;
      player.fill(new AudioFrame(samples, RATE, 0));
    }
    player.filled();
    var played = new short[0];
    var frame = new short[FRAME];
    while (player.next(frame, false)) {
      played = Arrays.copyOf(played, played.length + FRAME);
      System.arraycopy(frame, 0, played, played.length - FRAME, FRAME);
    }
    int all = 10 * (FRAME + 70);
    // the last tick is filled with silence
    assertThat(played).hasSize((all + FRAME - 1) / FRAME * FRAME);
    for (int i = 0; i < played.length; i++)
      assertThat(played[i]).as("sample %d", i).isEqualTo((short) (i < all ? i + 1 : 0));
  }

  @Test
  void the_rest_of_a_filler_does_not_begin_the_reply() {
    player.begin(1);
    player.fill(new AudioFrame(new short[] {9, 9, 9}, RATE, 0));
    player.clause("Here it is.");
    sound(1);
    var frame = new short[FRAME];
    assertThat(player.next(frame, false)).isTrue();
    assertThat(frame).containsOnly((short) 1_000);
  }

  @Test
  void a_piece_that_is_less_than_a_tick_is_filled_with_silence() {
    player.begin(1);
    player.clause("Yes.");
    var half = new short[FRAME / 2];
    Arrays.fill(half, (short) 7);
    player.sound(new AudioFrame(half, RATE, 0));
    player.complete();
    var frame = new short[FRAME];
    assertThat(player.next(frame, false)).isTrue();
    assertThat(frame[FRAME / 2 - 1]).isEqualTo((short) 7);
    assertThat(frame[FRAME - 1]).isZero();
  }

  @Test
  void resampled_sound_keeps_its_length() {
    player.begin(1);
    player.clause("Hello.");
    for (int i = 0; i < 10; i++) player.sound(new AudioFrame(new short[480], 24_000, i * 480L));
    player.complete();
    assertThat(play(20)).isEqualTo(10);
  }

  @Test
  void on_a_dead_line_the_reply_waits_and_goes_on_with_the_interrupted_clause() {
    player.begin(1);
    player.clause("One. ");
    sound(50);
    player.clause("Two. ");
    sound(50);
    player.clause("Three.");
    sound(50);
    player.complete();
    play(140);
    // of the 140 ticks the last 60 were not heard: it was at tick 80, in the second clause
    player.lineDied(Duration.ofMillis(1_200));
    assertThat(play(500)).isZero();
    assertThat(player.heard(Duration.ZERO)).isEqualTo("One.");
    assertThat(player.waiting()).isEqualTo(Duration.ofSeconds(2));
    player.lineRevived();
    assertThat(play(500)).isEqualTo(100);
    assertThat(told).containsExactly("sounds 1", "over 1");
    assertThat(player.heard(Duration.ZERO)).isEqualTo("One. Two. Three.");
  }

  @Test
  void sound_comes_back_in_its_order() {
    player.begin(1);
    player.clause("One two three.");
    for (short i = 1; i <= 10; i++) {
      var samples = new short[FRAME];
      Arrays.fill(samples, i);
      player.sound(new AudioFrame(samples, RATE, 0));
    }
    play(4);
    player.lineDied(Duration.ofSeconds(2));
    player.lineRevived();
    var frame = new short[FRAME];
    for (short i = 1; i <= 10; i++) {
      player.next(frame, false);
      assertThat(frame).containsOnly(i);
    }
  }

  @Test
  void of_a_long_reply_only_the_latest_clauses_can_be_said_again() {
    player.begin(1);
    for (int i = 0; i < 20; i++) {
      player.clause("Clause. ");
      sound(50);
    }
    play(1_000);
    player.lineDied(Duration.ofSeconds(60));
    assertThat(player.waiting()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
  }

  @Test
  void sound_that_ended_before_the_line_died_is_not_said_again() {
    player.begin(1);
    player.clause("One. ");
    sound(50);
    play(50);
    play(100);
    player.lineDied(Duration.ofMillis(1_800));
    assertThat(player.waiting()).isZero();
    assertThat(player.heard(Duration.ZERO)).isEqualTo("One.");
  }

  @Test
  void while_the_line_is_in_doubt_a_reply_does_not_end() {
    player.begin(1);
    player.clause("One.");
    sound(10);
    player.complete();
    for (int i = 0; i < 40; i++) player.next(new short[FRAME], true);
    assertThat(told).containsExactly("sounds 1");
    player.lineDied(Duration.ofMillis(1_800));
    player.lineRevived();
    play(20);
    assertThat(told).containsExactly("sounds 1", "over 1");
  }

  @Test
  void a_reply_sounds_once_its_first_frame_has_left() {
    player.begin(1);
    assertThat(player.hasSound()).isFalse();
    player.clause("One.");
    sound(1);
    assertThat(player.hasSound()).isTrue();
    assertThat(player.take(new short[FRAME], false)).isTrue();
    assertThat(told).as("the frame is not yet at the leg").isEmpty();
    player.report();
    assertThat(told).containsExactly("sounds 1");
    assertThat(player.hasSound()).as("it was played").isTrue();
  }

  private void sound(int ticks) {
    for (int i = 0; i < ticks; i++) player.sound(frame());
  }

  private static AudioFrame frame() {
    var samples = new short[FRAME];
    Arrays.fill(samples, (short) 1_000);
    return new AudioFrame(samples, RATE, 0);
  }

  /// @return how many ticks had sound
  private int play(int ticks) {
    int sounding = 0;
    for (int i = 0; i < ticks; i++) if (player.next(new short[FRAME], false)) sounding++;
    return sounding;
  }

  private final class Told implements Player.Listener {
    @Override
    public void sounds(int reply) {
      told.add("sounds " + reply);
    }

    @Override
    public void dry(int reply) {
      told.add("dry " + reply);
    }

    @Override
    public void over(int reply) {
      told.add("over " + reply);
    }
  }
}
