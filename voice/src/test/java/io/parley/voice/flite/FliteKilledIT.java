package io.parley.voice.flite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.program.Program;
import io.parley.voice.testing.Heard;
import io.parley.voice.testing.LocalModels;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The real program, killed by the system while it speaks.
class FliteKilledIT {
  /// Flite takes about a minute for it, sentence by sentence.
  private static final String LONG =
      "Your order is on its way to you, and will be there soon. ".repeat(1_000);

  private final Workers processes = new Workers("flite", 1, 4);
  private Program program;
  private FliteSpeech flite;

  @BeforeEach
  void find() throws InterruptedException {
    program = LocalModels.program(DebianProgram.FLITE);
    flite = new FliteSpeech(program, processes, new FliteSettings("slt", Duration.ofMinutes(5)));
  }

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  void its_sound_so_far_is_played_then_it_fails_and_leaves_nothing_behind() throws Exception {
    var files = waves();
    var heard = speak(LONG);
    var process = running();
    // its first sentences are spoken
    await()
        .until(() -> waves().stream().filter(file -> !files.contains(file)).anyMatch(this::isLong));
    assertThat(process.destroyForcibly()).isTrue();
    assertThat(heard.failure())
        .isInstanceOfSatisfying(
            SpeechFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(Category.UNAVAILABLE))
        .hasMessageContaining("137")
        .hasMessageNotContaining("order");
    var frames = heard.soFar();
    assertThat(frames).isNotEmpty();
    for (int i = 1; i < frames.size(); i++)
      assertThat(frames.get(i).start()).isEqualTo(frames.get(i - 1).end());
    assertThat(frames.stream().anyMatch(FliteKilledIT::isLoud)).isTrue();
    assertThat(process.isAlive()).isFalse();
    // those of other programs on this machine come and go
    await().untilAsserted(() -> assertThat(waves()).isSubsetOf(files));

    // the one thread there is has nothing to wait for
    assertThat(speak("Hello there.").whole()).isNotEmpty();
    assertThat(children()).isEmpty();
  }

  @Test
  void killed_before_its_first_sentence_is_spoken_it_fails_without_a_sound() throws Exception {
    // one sentence that takes it a while
    var heard = speak(LONG.replace(".", ","));
    assertThat(running().destroyForcibly()).isTrue();
    assertThat(((SpeechFailure) heard.failure()).category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(heard.soFar()).isEmpty();
    assertThat(speak("Hello there.").whole()).isNotEmpty();
  }

  @Test
  void a_cancelled_clause_ends_its_process() throws Exception {
    var heard = speak(LONG);
    var process = running();
    heard.cancel();
    await().until(() -> !process.isAlive());
    assertThat(speak("Hello there.").whole()).isNotEmpty();
    assertThat(heard.soFar()).isEmpty();
  }

  private Heard<AudioFrame> speak(String text) {
    return Heard.of(flite.speak(new Utterance(text, "en", "", 1)));
  }

  private ProcessHandle running() {
    await().until(() -> children().size() == 1);
    return children().getFirst();
  }

  private List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(
            child -> child.info().command().filter(program.file().toString()::equals).isPresent())
        .toList();
  }

  private static List<Path> waves() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("parley-.*\\.wav"))
          .sorted()
          .toList();
    }
  }

  private boolean isLong(Path file) {
    return file.toFile().length() > 100_000;
  }

  private static boolean isLoud(AudioFrame frame) {
    for (var sample : frame.samples()) if (Math.abs(sample) > 1_000) return true;
    return false;
  }
}
