package io.parley.server.e2e.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page's processing of audio to and from the audio socket, in a browser's audio engine.
class VoiceSoundIT {
  @RegisterExtension static final WithBrowser BROWSER = new WithBrowser();

  /// Resamples a tone in uneven pieces and compares the result with the same tone at the new rate:
  /// the signal-to-error ratio in decibels.
  private static final String RESAMPLED =
      """
      async ([from, to, hertz]) => {
        const { Resampler } = await import('/voice/resampler.js');
        const tone = (rate, n) => Math.sin((2 * Math.PI * hertz * n) / rate);
        const resampler = new Resampler(from, to);
        const out = [];
        for (let n = 0; n < from; ) {
          const piece = Float32Array.from({ length: 100 + (n % 93) }, (_, i) => tone(from, n + i));
          out.push(...resampler.push(piece));
          n += piece.length;
        }
        let signal = 0, error = 0;
        for (let n = 1000; n < to - 1000; n += 1) {
          signal += tone(to, n) ** 2;
          error += (out[n] - tone(to, n)) ** 2;
        }
        return { snr: 10 * Math.log10(signal / error), power: out.slice(1000, -1000).reduce((s, x) => s + x * x, 0) / out.length };
      }\
      """;

  /// Plays a second of packets of 20 ms with the constant value 0.5, delivered at the given times;
  /// returns when sound was first and last played, and for how long in total, in milliseconds.
  private static final String PLAYED =
      """
      async ({ rate, pieces, forgetAt }) => {
        const context = new OfflineAudioContext(1, 48_000, 48_000);
        await context.audioWorklet.addModule('/voice/worklets/playout.js');
        const options = { numberOfInputs: 0, outputChannelCount: [1], processorOptions: { rate } };
        const node = new AudioWorkletNode(context, 'parley-playout', options);
        node.connect(context.destination);
        const at = (ms, act) => context.suspend(ms / 1000).then(async () => {
          act();
          // the worklet's own thread must have received the message
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          context.resume();
        });
        const times = Map.groupBy(pieces, (ms) => ms);
        for (const [ms, all] of times)
          at(ms, () => {
            for (const _ of all) node.port.postMessage(new Float32Array(rate / 50).fill(0.5));
            if (forgetAt === ms) node.port.postMessage('forget');
          });
        if (forgetAt !== undefined && !times.has(forgetAt)) at(forgetAt, () => node.port.postMessage('forget'));
        const heard = (await context.startRendering()).getChannelData(0);
        const loud = [...heard.keys()].filter((n) => heard[n] > 0.25);
        return { first: (loud[0] ?? -48) / 48, last: (loud.at(-1) ?? -48) / 48, sum: loud.length / 48 };
      }\
      """;

  /// A tone of `hertz`, resampled from one rate to another.
  private record Tone(int from, int to, int hertz) {}

  /// On one page: each page takes two seconds to open.
  @Test
  void resampling_keeps_a_tone() {
    var tones =
        List.of(
            new Tone(48_000, 16_000, 440),
            new Tone(48_000, 16_000, 3_000),
            new Tone(44_100, 16_000, 1_000),
            new Tone(44_100, 48_000, 1_000),
            new Tone(16_000, 48_000, 3_000),
            new Tone(16_000, 44_100, 440));
    var page = BROWSER.visit().page;
    assertThat(tones)
        .allSatisfy(tone -> assertThat(resampled(page, tone, "snr")).isGreaterThan(50));
  }

  @Test
  void downsampling_does_not_alias() {
    var page = BROWSER.visit().page;
    assertThat(resampled(page, new Tone(48_000, 16_000, 9_500), "power")).isLessThan(0.000_01);
  }

  @Test
  void playback_starts_with_80_ms_buffered_and_a_late_packet_leaves_no_gap() {
    // the fourth comes 50 ms late
    var played = played("{ rate: 16_000, pieces: [100, 120, 140, 160, 230, 230, 230] }");
    assertThat(played.get("first")).isBetween(155.0, 185.0);
    assertThat(played.get("sum")).isBetween(130.0, 141.0);
    assertThat(played.get("last") - played.get("first")).isBetween(130.0, 142.0);
  }

  @Test
  void a_word_shorter_than_the_buffer_is_played() {
    var played = played("{ rate: 48_000, pieces: [100] }");
    assertThat(played.get("first")).isBetween(170.0, 200.0);
    assertThat(played.get("sum")).isBetween(18.0, 21.0);
  }

  @Test
  void discarded_sound_is_silent_within_10_ms() {
    var played =
        played("{ rate: 16_000, forgetAt: 300, pieces: Array.from({ length: 20 }, () => 100) }");
    assertThat(played.get("first")).isBetween(95.0, 115.0);
    assertThat(played.get("last")).isBetween(298.0, 312.0);
  }

  @Test
  void sound_buffered_beyond_half_a_second_is_skipped() {
    var played = played("{ rate: 16_000, pieces: Array.from({ length: 30 }, () => 100) }");
    assertThat(played.get("sum")).isLessThan(500);
    assertThat(played.get("sum")).isGreaterThan(60);
  }

  private static double resampled(Page page, Tone tone, String figure) {
    var script =
        "(" + RESAMPLED + ")([%d, %d, %d])".formatted(tone.from(), tone.to(), tone.hertz());
    return number((Map<?, ?>) page.evaluate(script), figure);
  }

  private static Map<String, Double> played(String how) {
    var page = BROWSER.visit().page;
    var answer = (Map<?, ?>) page.evaluate("(" + PLAYED + ")(" + how + ")");
    return Map.of(
        "first", number(answer, "first"),
        "last", number(answer, "last"),
        "sum", number(answer, "sum"));
  }

  private static double number(Map<?, ?> answer, String name) {
    return ((Number) answer.get(name)).doubleValue();
  }
}
