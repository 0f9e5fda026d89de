package io.parley.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.espeak.EspeakPhonemes;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelPackage;
import io.parley.voice.testing.Heard;
import io.parley.voice.testing.HeldProgram;
import io.parley.voice.testing.LocalModels;
import io.parley.voice.work.Throughput;
import io.parley.voice.work.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kokoro whose phonemes come from the real espeak-ng, which the system kills.
class EspeakKilledIT {
  @TempDir private Path directory;

  private final Workers processes = new Workers("espeak", 1, 4);
  private final Workers computing = new Workers("kokoro", 1, 4);
  private final Throughput throughput =
      new Throughput(1, Duration.ofMinutes(1), InstantSource.system());
  private HeldProgram espeak;
  private KokoroModel model;
  private KokoroSpeech kokoro;

  @BeforeEach
  void load() throws Exception {
    LocalModels.all();
    espeak = HeldProgram.of(LocalModels.program(DebianProgram.ESPEAK), directory);
    var files = LocalModels.file(ModelPackage.KOKORO, "");
    model =
        KokoroModel.load(
            FloatKokoro.find(LocalModels.directory()).orElseThrow(),
            FloatKokoro.tokenizer(files),
            1);
    kokoro =
        new KokoroSpeech(
            model,
            FloatKokoro.voices(files),
            new EspeakPhonemes(espeak.program(), Duration.ofSeconds(30)),
            processes,
            computing,
            throughput,
            new KokoroSettings("af_heart", Duration.ofSeconds(30)));
  }

  @AfterEach
  void close() throws Exception {
    processes.close();
    assertThat(computing.close(Duration.ofMinutes(1))).isTrue();
    model.close();
  }

  @Test
  void a_clause_whose_phonemes_are_killed_fails_and_leaves_nothing_behind() throws Exception {
    throughput.measured(1);
    espeak.hold();
    var heard = speak("Your order is on its way.");
    var process = espeak.running();
    assertThat(throughput.readyIn(0)).isPositive();
    assertThat(process.destroyForcibly()).isTrue();
    assertThat(heard.failure())
        .isInstanceOfSatisfying(
            SpeechFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE))
        .hasMessageContaining("137")
        .hasMessageNotContaining("order");
    assertThat(heard.soFar()).isEmpty();
    assertThat(process.isAlive()).isFalse();
    assertThat(throughput.readyIn(0)).as("nothing waits any more").isZero();

    espeak.release();
    assertThat(speak("Yes.").whole()).isNotEmpty();
  }

  private Heard<AudioFrame> speak(String text) {
    return Heard.of(kokoro.speak(new Utterance(text, "en", "", 1)));
  }
}
