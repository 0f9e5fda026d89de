package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.call.CallMeter.Times;
import io.parley.voice.call.SpokenReply.SpeechTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SpokenReplyTest {
  private static final Instant ENDED = Instant.parse("2026-01-01T12:00:00Z");

  /// The utterance counts as complete 300 ms after the end of speech.
  private final SpokenReply reply = new SpokenReply(1, Optional.of("c-1"), at(300));

  private static Instant at(long millis) {
    return ENDED.plusMillis(millis);
  }

  private Times heardAt(long millis) {
    var log = LoggerFactory.getLogger(SpokenReplyTest.class);
    return reply.heard(SpeechTimes.NONE.endedAt(ENDED), at(millis), log).orElseThrow();
  }

  private static Optional<Duration> millis(long count) {
    return Optional.of(Duration.ofMillis(count));
  }

  @Test
  void the_waits_for_session_and_voice_are_not_added_by_the_call() {
    reply.clause(at(340), at(342));
    // the voice begins with silence, which is not played
    reply.sound(Optional.of("voice"), at(400));
    reply.playable(at(460));
    // neither the next clause nor more sound counts
    reply.clause(at(465), at(466));
    reply.playable(at(467));
    var times = heardAt(475);
    assertThat(times.answer()).isEqualTo(millis(175));
    assertThat(times.added()).as("2 ms to the voice, 15 from it").isEqualTo(millis(17));
    assertThat(times.firstSound()).isEqualTo(millis(58));
    assertThat(times.heard()).isEqualTo(millis(475));
  }

  @Test
  void without_a_clause_of_the_session_nothing_is_known_to_be_added() {
    reply.playable(at(320));
    var times = heardAt(330);
    assertThat(times.answer()).isEqualTo(millis(30));
    assertThat(times.added()).isEmpty();
  }
}
