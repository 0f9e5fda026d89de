package io.parley.voice.recording;

import static io.parley.voice.testing.DecodedRecording.mean;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.codec.Opus;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.testing.FakeRecordings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Recorded sound is decoded again by our decoders, each channel by its own.
class CallRecorderTest {
  private static final int RATE = TestRecorders.RATE;
  private static final int FRAME = RATE / 50;
  private static final short[] SILENCE = new short[FRAME];

  private final FakeRecordings store = new FakeRecordings();
  private final ManualTimer time = new ManualTimer();
  private final Instant began = time.instant();
  private final List<String> gaps = new ArrayList<>();
  private int at;

  private CallRecorder recorder(Opus opus, Executor encoders) {
    return new TestRecorders(store, time, 2, 3)
        .start("c1", opus, encoders, (from, to) -> gaps.add(seconds(from) + "-" + seconds(to)));
  }

  private long seconds(Instant moment) {
    return Duration.between(began, moment).toSeconds();
  }

  private short[] tone(int hertz) {
    var frame = new short[FRAME];
    for (int i = 0; i < FRAME; i++)
      frame[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * (at * FRAME + i) / (double) RATE));
    return frame;
  }

  private void ticks(CallRecorder recorder, int count, boolean caller, boolean other) {
    for (int i = 0; i < count; i++, at++)
      recorder.tick(caller ? tone(300) : SILENCE, other ? tone(500) : SILENCE);
  }

  /// The energy of each packet's sound, by channel.
  private double[][] decoded() {
    var sound = store.decoded("c1");
    return new double[][] {sound.caller(), sound.other()};
  }

  @ParameterizedTest
  @EnumSource(Opus.class)
  void each_side_is_on_its_own_channel_at_its_own_time(Opus opus) {
    var recorder = recorder(opus, Runnable::run);
    ticks(recorder, 60, true, false);
    ticks(recorder, 60, false, true);
    ticks(recorder, 10, false, false);
    recorder.end();
    var energy = decoded();
    assertThat(energy[0]).hasSize(130);
    assertThat(mean(energy[0], 5, 55)).as("caller").isGreaterThan(3_000);
    assertThat(mean(energy[1], 5, 55)).as("the agent is silent").isLessThan(30);
    assertThat(mean(energy[0], 70, 115)).as("the caller is silent").isLessThan(30);
    assertThat(mean(energy[1], 70, 115)).as("agent").isGreaterThan(3_000);
    assertThat(store.stored).containsOnlyKeys(0, 1);
    assertThat(store.length).contains(Duration.ofMillis(2_600));
    assertThat(gaps).isEmpty();
  }

  @Test
  void while_it_is_paused_silence_is_written() {
    var recorder = recorder(Opus.JAVA, Runnable::run);
    ticks(recorder, 50, true, true);
    recorder.pause(true);
    ticks(recorder, 50, true, true);
    recorder.pause(false);
    ticks(recorder, 50, true, true);
    recorder.end();
    var energy = decoded();
    for (var channel : energy) {
      assertThat(channel).hasSize(150);
      assertThat(mean(channel, 5, 45)).isGreaterThan(3_000);
      assertThat(mean(channel, 55, 95)).isLessThan(30);
      assertThat(mean(channel, 105, 145)).isGreaterThan(3_000);
    }
  }

  @Test
  void the_last_sound_is_erased_as_far_as_its_segment_is_not_handed_over() {
    var recorder = recorder(Opus.JAVA, Runnable::run);
    ticks(recorder, 130, true, true);
    recorder.erase(Duration.ofSeconds(1));
    ticks(recorder, 145, true, true);
    recorder.erase(Duration.ofMillis(800));
    recorder.end();
    for (var channel : decoded()) {
      assertThat(channel).hasSize(275);
      assertThat(mean(channel, 5, 98)).as("handed over").isGreaterThan(3_000);
      assertThat(mean(channel, 105, 130)).as("of the second under way").isLessThan(30);
      assertThat(mean(channel, 135, 232)).as("later").isGreaterThan(3_000);
      assertThat(mean(channel, 240, 275)).as("over the end of a second").isLessThan(30);
    }
  }

  @Test
  void encoders_that_fall_behind_cost_segments_and_the_rest_keeps_its_time() {
    var late = new ArrayList<Runnable>();
    var isLate = new boolean[] {true};
    var recorder =
        recorder(
            Opus.JAVA,
            task -> {
              if (isLate[0]) late.add(task);
              else task.run();
            });
    // ten seconds may wait; the eleventh costs its segment
    ticks(recorder, 12 * 50, true, false);
    while (!late.isEmpty()) late.removeFirst().run();
    isLate[0] = false;
    ticks(recorder, 2 * 50, false, true);
    recorder.end();
    assertThat(store.stored).containsOnlyKeys(0, 1, 2, 3, 4, 6);
    assertThat(gaps).containsExactly("10-12");
    var energy = decoded();
    assertThat(energy[0]).hasSize(14 * 50);
    assertThat(mean(energy[0], 505, 595)).as("the gap").isLessThan(30);
    assertThat(mean(energy[1], 610, 690)).isGreaterThan(3_000);
  }

  @Test
  void an_end_at_a_whole_segment_adds_none() {
    var recorder = recorder(Opus.JAVA, Runnable::run);
    ticks(recorder, 100, true, false);
    recorder.end();
    ticks(recorder, 1, true, false);
    assertThat(store.stored).containsOnlyKeys(0);
    assertThat(store.length).contains(Duration.ofSeconds(2));
    assertThat(recorder.end().toCompletableFuture()).isDone();
  }
}
