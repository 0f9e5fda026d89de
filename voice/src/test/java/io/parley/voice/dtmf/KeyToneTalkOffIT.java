package io.parley.voice.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.codec.G711;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.sound.Resampler;
import io.parley.voice.testing.Heard;
import io.parley.voice.testing.LocalModels;
import io.parley.voice.testing.Recordings;
import io.parley.voice.work.Workers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Speech presses no keys: a person's and a program's, over a telephone line.
class KeyToneTalkOffIT {
  private static final String TEXT =
      """
      Thank you for calling. Your order, number one zero four two, left our warehouse this morning \
      and is with the carrier. You will see it between two and four o'clock. Is there anything \
      else, or shall I read the whole list to you? Please hold the line, we are looking into it. \
      She sells sea shells by the sea shore. The quick brown fox jumps over the lazy dog. Nine \
      hundred and ninety nine euros, and five cents. We were away a year ago. Oh, I see. Whoa!\
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Front_Center",
        "Front_Left",
        "Front_Right",
        "Rear_Center",
        "Rear_Left",
        "Rear_Right",
        "Side_Left",
        "Side_Right",
        "Noise"
      })
  void a_persons_voice(String recording) throws Exception {
    assertSilent(converted(Recordings.samples(recording), 48_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"slt", "kal", "awb", "rms"})
  void a_programs_voice(String voice) throws Exception {
    var program = LocalModels.program(DebianProgram.FLITE);
    try (var processes = new Workers("flite", 1, 4)) {
      var flite =
          new FliteSpeech(program, processes, new FliteSettings(voice, Duration.ofMinutes(1)));
      var frames = Heard.of(flite.speak(new Utterance(TEXT, "en", "", 1))).whole();
      int length = frames.stream().mapToInt(frame -> frame.samples().length).sum();
      var sound = new short[length];
      int at = 0;
      for (var frame : frames) {
        System.arraycopy(frame.samples(), 0, sound, at, frame.samples().length);
        at += frame.samples().length;
      }
      assertSilent(converted(sound, frames.getFirst().sampleRate()));
    }
  }

  /// At every loudness from a whisper to shouting.
  private static void assertSilent(short[] sound) {
    for (double loudness : new double[] {0.1, 0.3, 1, 3}) {
      var bytes = new byte[sound.length];
      var louder = new short[sound.length];
      for (int i = 0; i < sound.length; i++)
        louder[i] = (short) Math.clamp(Math.round(sound[i] * loudness), -32_768, 32_767);
      G711.MU_LAW.encode(louder, 0, louder.length, bytes, 0);
      G711.MU_LAW.decode(bytes, 0, bytes.length, louder, 0);
      var detector = new KeyToneDetector(8_000);
      for (int from = 0; from + 160 <= louder.length; from += 160)
        assertThat(detector.hear(Arrays.copyOfRange(louder, from, from + 160)))
            .as("at %d ms, %s as loud", from / 8, loudness)
            .isEmpty();
    }
  }

  private static short[] converted(short[] samples, int rate) {
    var resampler = new Resampler(rate, 8_000);
    var converted = new short[resampler.outputMax(samples.length)];
    return Arrays.copyOf(converted, resampler.convert(samples, 0, samples.length, converted, 0));
  }
}
