package io.parley.core.turn;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.turn.TurnSettings.BargeIn;
import io.parley.core.turn.TurnSettings.Early;
import io.parley.core.turn.TurnSettings.Endpointing;
import io.parley.core.turn.TurnSettings.Engines;
import io.parley.core.turn.TurnSettings.Keys;
import io.parley.core.turn.TurnSettings.Patience;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TurnSettingsTest {
  private static final TurnSettings TYPICAL = TurnSettings.typical("de-at");

  @Test
  void typical_settings_are_valid() {
    assertThat(TYPICAL.language()).isEqualTo("de-AT");
    assertThat(TYPICAL.bargeIn().bound()).isEqualTo(ofMillis(1_500));
  }

  @Test
  void silences_grow_from_the_shortest_to_the_longest() {
    refused(
        () -> new Endpointing(ZERO, ofSeconds(1), ofSeconds(3), ofSeconds(3), ofSeconds(60)),
        "minimum: 0s");
    refused(
        () ->
            new Endpointing(ofSeconds(2), ofSeconds(1), ofSeconds(3), ofSeconds(3), ofSeconds(60)),
        "usual: 1s (expected: ≥ endpointing.minimum, which is 2s)");
    refused(
        () ->
            new Endpointing(ofSeconds(1), ofSeconds(4), ofSeconds(3), ofSeconds(4), ofSeconds(60)),
        "maximum: 3s (expected: ≥ endpointing.usual, which is 4s)");
    refused(
        () -> new Endpointing(ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(3), ofSeconds(2)),
        "longestUtterance: 2s (expected: ≥ endpointing.maximum, which is 3s)");
  }

  @Test
  void a_barge_in_takes_some_speech() {
    refused(() -> new BargeIn(ZERO, ofSeconds(1), ofSeconds(2), 0.5), "minimumSpeech: 0s");
    refused(
        () -> new BargeIn(ofSeconds(2), ofSeconds(1), ofSeconds(2), 0.5),
        "longestBackchannel: 1s (expected: ≥ bargeIn.minimumSpeech, which is 2s)");
    refused(() -> new BargeIn(ofSeconds(1), ofSeconds(1), ZERO, 0.5), "falseInterruption: 0s");
    refused(
        () -> new BargeIn(ofSeconds(1), ofSeconds(1), ofSeconds(2), 1.5),
        "wordConfidenceMin: 1.5 (expected: 0.0 to 1.0)");
  }

  @Test
  void early_replies_patience_and_engines_are_bounded() {
    refused(() -> new Early(true, -0.1, 2), "stabilityMin: -0.1");
    refused(() -> new Early(true, 0.9, -1), "attemptsMax: -1 (expected: ≥ 0)");
    refused(() -> new Patience(ZERO, ofSeconds(1), 2), "silence: 0s");
    refused(
        () -> new Patience(ofSeconds(2), ofSeconds(1), 2),
        "muted: 1s (expected: ≥ patience.silence, which is 2s)");
    refused(() -> new Patience(ofSeconds(2), ofSeconds(2), -1), "promptsMax: -1");
    var s = ofSeconds(1);
    refused(() -> new Engines(ZERO, s, s, s, s, s), "finalWords: 0s");
    refused(
        () -> new Engines(ofSeconds(2), s, s, s, s, s),
        "anyWords: 1s (expected: ≥ engines.finalWords, which is 2s)");
    refused(() -> new Engines(s, s, ZERO, s, s, s), "wordlessSpeech: 0s");
    refused(() -> new Engines(s, s, s, ZERO, s, s), "reply: 0s");
    refused(() -> new Engines(s, s, s, s, ZERO, s), "stall: 0s");
    refused(() -> new Engines(s, s, s, s, s, ZERO), "longestReply: 0s");
  }

  @Test
  void confidence_is_between_0_and_1_and_asking_again_is_bounded() {
    refused(() -> with(Double.NaN, 2), "confidenceMin: NaN (expected: 0.0 to 1.0)");
    refused(() -> with(0.4, -1), "asksAgainMax: -1 (expected: ≥ 0)");
  }

  @Test
  void keys_have_a_pause_a_terminator_and_a_limit() {
    var ms = ofMillis(1);
    refused(() -> new Keys(ms, ZERO, "#", 1), "keys.alonePause: 0s");
    refused(() -> new Keys(ms, ofMillis(2), "#", 1), "keys.pause: 1ms");
    refused(
        () -> new Keys(ms, ms, "##", 1),
        "keys.terminator: ## (expected: one of 0 to 9, * and #, or none)");
    refused(() -> new Keys(ms, ms, "x", 1), "keys.terminator: x");
    refused(() -> new Keys(ms, ms, "", 0), "keys.most: 0 (expected: ≥ 1)");
  }

  private static TurnSettings with(double confidenceMin, int asksAgainMax) {
    return new TurnSettings(
        "en",
        TYPICAL.endpointing(),
        TYPICAL.bargeIn(),
        TYPICAL.early(),
        TYPICAL.patience(),
        TYPICAL.engines(),
        TYPICAL.keys(),
        confidenceMin,
        asksAgainMax);
  }

  private static void refused(ThrowingCallable settings, String message) {
    assertThatThrownBy(settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
