package io.parley.voice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.quality.Spread;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RelayFiguresTest {
  private static final Instant BEGAN = Instant.parse("2026-11-25T12:00:00Z");

  private final RelayFigures figures = new RelayFigures(BEGAN);

  private static Instant at(long millis) {
    return BEGAN.plusMillis(millis);
  }

  @Test
  void the_first_text_after_the_callers_words_ends_the_wait() {
    figures.answered(at(100));
    figures.said(at(1_000));
    figures.answered(at(1_340));
    figures.answered(at(2_000));
    figures.interrupted();
    // words while nothing was answered yet: the wait is for the last of them
    figures.said(at(5_000));
    figures.said(at(6_000));
    figures.answered(at(6_200));
    var measured = figures.until(at(30_000));
    assertThat(measured.way()).isEqualTo("relay");
    assertThat(measured.seconds()).isEqualTo(30);
    assertThat(measured.stages().text()).contains(new Spread(2, 200, 340));
    assertThat(measured.interruptions()).isEqualTo(1);
  }

  @Test
  void a_reply_is_awaited_until_its_first_text_and_for_5_s_at_most() {
    assertThat(figures.isAwaited(at(0))).isFalse();
    figures.said(at(1_000));
    assertThat(figures.isAwaited(at(5_999))).isTrue();
    assertThat(figures.isAwaited(at(6_000))).as("none comes").isFalse();
    figures.answered(at(1_340));
    assertThat(figures.isAwaited(at(1_341))).isFalse();
  }

  @Test
  void what_twilio_hears_and_says_is_not_known() {
    var measured = figures.until(at(5_000));
    assertThat(measured.line()).isEmpty();
    assertThat(measured.talk()).isEmpty();
    assertThat(measured.stages().text()).isEmpty();
    assertThat(measured.stages().whole()).isEmpty();
  }
}
