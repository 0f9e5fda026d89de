package io.parley.voice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.parley.voice.kokoro.FloatConvolutions;
import io.parley.voice.kokoro.KokoroModel;
import io.parley.voice.kokoro.KokoroVoice;
import io.parley.voice.models.ModelPackage;
import io.parley.voice.moonshine.MoonshineModel;
import io.parley.voice.silero.SileroModel;
import io.parley.voice.sound.Resampler;
import io.parley.voice.testing.LocalModels;
import io.parley.voice.testing.Recordings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The models themselves, on a person's voice and on each other's.
class LocalModelsIT {
  private static final float SPEECH = 0.5f;

  @TempDir Path directory;

  @Test
  void silero_hears_two_words_of_a_person_and_the_pause_between_them() throws Exception {
    var sound = at16Khz(Recordings.samples("Front_Center"));
    try (var model = silero();
        var stream = model.stream()) {
      var stretches = new ArrayList<Boolean>();
      for (int i = 0; i + SileroModel.WINDOW <= sound.length; i += SileroModel.WINDOW) {
        boolean speech = stream.speech(sound, i) > SPEECH;
        if (stretches.isEmpty() || stretches.getLast() != speech) stretches.add(speech);
      }
      assertThat(stretches).containsSubsequence(false, true, false, true);
    }
  }

  @Test
  void silero_ignores_noise_and_streams_are_independent() throws Exception {
    var noise = at16Khz(Recordings.samples("Noise"));
    var words = at16Khz(Recordings.samples("Front_Left"));
    try (var model = silero();
        var alone = model.stream();
        var quiet = model.stream();
        var loud = model.stream()) {
      for (int i = 0; i + SileroModel.WINDOW <= noise.length; i += SileroModel.WINDOW) {
        float heard = quiet.speech(noise, i);
        if (i + SileroModel.WINDOW <= words.length) loud.speech(words, i);
        assertThat(heard).isLessThan(SPEECH).isEqualTo(alone.speech(noise, i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"Front_Center, front center", "Front_Left, front left", "Rear_Center, rear center"})
  void moonshine_transcribes_a_person(String recording, String words) throws Exception {
    var sound = at16Khz(Recordings.samples(recording));
    try (var model = moonshine()) {
      var heard = model.transcribe(floats(sound));
      assertThat(plain(heard.text())).isEqualTo(words);
      assertThat(heard.confidence()).isBetween(0.5, 1.0);
    }
  }

  @Test
  void moonshine_hears_no_words_in_noise() throws Exception {
    try (var model = moonshine()) {
      assertThat(model.transcribe(floats(at16Khz(Recordings.samples("Noise")))).text()).isEmpty();
    }
  }

  @Test
  void moonshine_understands_kokoro_with_float_convolutions() throws Exception {
    var quick = directory.resolve("kokoro.onnx");
    int rewritten =
        FloatConvolutions.rewrite(
            LocalModels.file(ModelPackage.KOKORO, "package/build/kokoro-quantized.onnx"), quick);
    assertThat(rewritten).isEqualTo(87);
    var voice =
        KokoroVoice.read(
            LocalModels.file(ModelPackage.KOKORO, "package/build/voices/af_heart.bin"));
    try (var kokoro =
            KokoroModel.load(
                quick, LocalModels.file(ModelPackage.KOKORO, "package/build/tokenizer.json"), 2);
        var model = moonshine()) {
      var sound = kokoro.speak("jʊɹ ˈɔɹdəɹ ɪz ɔn ɪts wˈA.", voice, 1);
      var heard = model.transcribe(from24Khz(sound));
      assertThat(plain(heard.text())).isEqualTo("your order is on its way");
    }
  }

  private static SileroModel silero() throws InterruptedException, OrtException {
    return SileroModel.load(
        LocalModels.file(ModelPackage.SILERO, "package/dist/silero_vad_v6.onnx"));
  }

  private static MoonshineModel moonshine() throws Exception {
    return MoonshineModel.load(
        LocalModels.file(ModelPackage.MOONSHINE, "package/dist/model/base/quantized"),
        LocalModels.file(ModelPackage.VOCABULARY, "package/llama-tokenizer.js"));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "");
  }

  private static short[] at16Khz(short[] samples) {
    return converted(samples, 48_000);
  }

  private static float[] from24Khz(float[] samples) {
    var whole = new short[samples.length];
    for (int i = 0; i < whole.length; i++) whole[i] = (short) (samples[i] * Short.MAX_VALUE);
    return floats(converted(whole, KokoroModel.SAMPLE_RATE));
  }

  private static short[] converted(short[] samples, int rate) {
    var resampler = new Resampler(rate, SileroModel.SAMPLE_RATE);
    var converted = new short[resampler.outputMax(samples.length)];
    return Arrays.copyOf(converted, resampler.convert(samples, 0, samples.length, converted, 0));
  }

  private static float[] floats(short[] samples) {
    var floats = new float[samples.length];
    for (int i = 0; i < floats.length; i++) floats[i] = samples[i] / 32_768f;
    return floats;
  }
}
