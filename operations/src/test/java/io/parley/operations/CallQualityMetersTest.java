package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.CallFigures.OfLine;
import io.parley.core.quality.CallFigures.Stages;
import io.parley.core.quality.CallFigures.Talk;
import io.parley.core.quality.Spread;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.core.session.UsageEvent.WordsChecked;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallQualityMetersTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Meters meters = new Meters();
  private final CallQualityMeters quality = new CallQualityMeters(meters.registry());

  @AfterEach
  void close() {
    meters.close();
  }

  private void ended(String way, Optional<OfLine> line) {
    ended(way, line, Optional.empty());
  }

  private void ended(String way, Optional<OfLine> line, Optional<Talk> talk) {
    var none = Optional.<Spread>empty();
    var stages = new Stages(none, none, none, none, none, none, none);
    var figures = new CallFigures(way, 60, line, stages, talk, 0, 0);
    quality.committed(new CallMeasured("m", "c", figures, NOON), NOON);
  }

  @Test
  void lines_have_histograms_by_the_way_of_the_call() {
    var line = new OfLine("PCMU", 3.1, 2.2, 4.5, 1, new Spread(30, 4, 12), Optional.empty());
    ended("sip", Optional.of(line));
    ended("relay", Optional.empty());
    quality.committed(new UsageRecorded(Usage.unpriced("m", 1, 1), NOON), NOON);
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_call_mos_hundredths_bucket{way=\"sip\",le=\"260.0\"} 0",
            "parley_call_mos_hundredths_bucket{way=\"sip\",le=\"310.0\"} 1",
            "parley_call_mos_hundredths_count{way=\"webrtc\"} 0",
            "parley_call_loss_permille_bucket{way=\"sip\",le=\"30.0\"} 0",
            "parley_call_loss_permille_bucket{way=\"sip\",le=\"50.0\"} 1",
            "parley_call_jitter_millis_bucket{way=\"sip\",le=\"10.0\"} 0",
            "parley_call_jitter_millis_bucket{way=\"sip\",le=\"20.0\"} 1")
        .noneMatch(sample -> sample.contains("relay"));
  }

  @Test
  void talk_has_histograms_of_the_pace_of_both_and_of_silence() {
    var pace = OptionalDouble.of(141.6);
    var talk = new Talk(20, 25, pace, OptionalDouble.empty(), 0.25, 0, 0);
    ended("sip", Optional.empty(), Optional.of(talk));
    ended("relay", Optional.empty());
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_call_words_per_minute_bucket{speaker=\"customer\",way=\"sip\",le=\"140.0\"} 0",
            "parley_call_words_per_minute_bucket{speaker=\"customer\",way=\"sip\",le=\"160.0\"} 1",
            "parley_call_words_per_minute_count{speaker=\"agent\",way=\"webrtc\"} 0",
            "parley_call_silence_permille_bucket{way=\"sip\",le=\"200.0\"} 0",
            "parley_call_silence_permille_bucket{way=\"sip\",le=\"300.0\"} 1",
            "parley_call_silence_permille_count{way=\"webrtc\"} 0")
        .noneMatch(sample -> sample.contains("relay"))
        .as("a pace that is not known")
        .noneMatch(sample -> sample.contains("speaker=\"agent\",way=\"sip\""));
  }

  @Test
  void word_errors_have_a_histogram_by_the_way_of_the_call() {
    var errors = new WordErrors(3, 40);
    quality.committed(new WordsChecked("k", Party.HUMAN, "c", "sip", 9, 7, errors, NOON), NOON);
    assertThat(meters.registry().scrape().lines())
        .contains(
            "parley_call_word_errors_permille_bucket{way=\"sip\",le=\"50.0\"} 0",
            "parley_call_word_errors_permille_bucket{way=\"sip\",le=\"100.0\"} 1",
            "parley_call_word_errors_permille_count{way=\"webrtc\"} 0");
  }
}
