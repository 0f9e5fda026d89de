package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.call.CallMeter.Times;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallMetersTest {
  private final Meters meters = new Meters();
  private final CallMeters calls = new CallMeters(meters.registry());

  @AfterEach
  void close() {
    meters.close();
  }

  private static Optional<Duration> millis(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }

  @Test
  void every_part_of_an_answer_has_a_duration_histogram() {
    calls.answered(
        new Times(
            millis(510),
            millis(80),
            millis(30),
            Optional.empty(),
            millis(900),
            millis(390),
            millis(20)),
        "kokoro",
        "sip");
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_call_end_of_utterance_seconds_bucket{way=\"sip\",le=\"0.5\"} 0",
            "parley_call_end_of_utterance_seconds_bucket{way=\"sip\",le=\"1.0\"} 1",
            "parley_call_transcription_seconds_bucket{way=\"sip\",le=\"0.1\"} 1",
            "parley_call_first_token_seconds_bucket{way=\"sip\",le=\"0.05\"} 1",
            "parley_call_first_sound_seconds_bucket{way=\"webrtc\",le=\"60.0\"} 0",
            "parley_call_heard_seconds_bucket{way=\"sip\",le=\"0.5\"} 0",
            "parley_call_heard_seconds_bucket{way=\"sip\",le=\"1.0\"} 1",
            "parley_call_heard_seconds_bucket{way=\"webrtc\",le=\"1.0\"} 0",
            "parley_call_answer_seconds_bucket{way=\"sip\",le=\"0.25\"} 0",
            "parley_call_answer_seconds_bucket{way=\"sip\",le=\"0.5\"} 1",
            "parley_call_added_seconds_bucket{way=\"sip\",le=\"0.01\"} 0",
            "parley_call_added_seconds_bucket{way=\"sip\",le=\"0.025\"} 1",
            "parley_call_added_seconds_bucket{way=\"webrtc\",le=\"60.0\"} 0",
            "parley_call_answers_total{voice=\"kokoro\"} 1.0");
  }

  @Test
  void a_clock_set_back_yields_no_negative_duration() {
    calls.answered(
        new Times(
            millis(-5),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            millis(1),
            millis(6),
            Optional.empty()),
        "flite",
        "webrtc");
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_call_end_of_utterance_seconds_count{way=\"webrtc\"} 1",
            "parley_call_end_of_utterance_seconds_sum{way=\"webrtc\"} 0.0");
  }

  @Test
  void counters_start_at_0_and_outcomes_have_labels() {
    calls.lineDied();
    calls.lineTurned(true);
    calls.lineTurned(true);
    calls.lineTurned(false);
    calls.echoCancelled(31.5);
    calls.interrupted(true);
    calls.interrupted(false);
    calls.interrupted(false);
    calls.ended(new LegStats(100, 3, 2, 5, 0), Duration.ofSeconds(2));
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_call_interruptions_total{meant=\"true\"} 1.0",
            "parley_call_interruptions_total{meant=\"false\"} 2.0",
            "parley_call_packets_total{fate=\"received\"} 100.0",
            "parley_call_packets_total{fate=\"lost\"} 3.0",
            "parley_call_packets_total{fate=\"late\"} 2.0",
            "parley_call_packets_total{fate=\"concealed\"} 5.0",
            "parley_call_echo_enhancement_count 1",
            "parley_call_echo_enhancement_sum 31.5",
            "parley_call_lines_bad 1.0",
            "parley_call_underruns_total 0.0",
            "parley_call_dead_lines_total 1.0",
            "parley_call_length_seconds_count 1");
  }
}
