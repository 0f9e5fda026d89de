package io.parley.voice.flite;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.Outlet;
import io.parley.voice.program.Program;
import io.parley.voice.sound.FrameCutter;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/// One clause on its way. The program cannot write sound into a pipe (it goes back to its header
/// after each sentence), so it writes a temporary file that only we can read.
final class FliteClause implements Outlet.Hooks {
  private final Program flite;
  private final Workers processes;
  private final FliteSettings settings;
  private final Utterance utterance;
  private final Outlet<AudioFrame> frames = new Outlet<>(Outlet.UNLIMITED, this);

  // under this object's lock
  private Optional<Workers.Task> task = Optional.empty();
  private Optional<Program.Run> run = Optional.empty();

  FliteClause(Program flite, Workers processes, FliteSettings settings, Utterance utterance) {
    this.flite = flite;
    this.processes = processes;
    this.settings = settings;
    this.utterance = utterance;
  }

  Flow.Publisher<AudioFrame> frames() {
    return frames;
  }

  Flow.Publisher<AudioFrame> refused(String sentence) {
    fail(Category.REFUSED, sentence, null);
    return frames;
  }

  @Override
  public synchronized void subscribed() {
    if (frames.isOver()) return;
    try {
      task = Optional.of(processes.give(Workers.Urgency.NOW, this::speak));
    } catch (RejectedExecutionException e) {
      fail(Category.TIMEOUT, "flite's queue is full", e);
    }
  }

  @Override
  public synchronized void cancelled() {
    task.ifPresent(Workers.Task::drop);
    run.ifPresent(Program.Run::kill);
  }

  private void speak() {
    try {
      var file = Files.createTempFile("parley-", ".wav");
      try {
        speak(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      fail(Category.UNAVAILABLE, "flite does not speak: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(Category.UNAVAILABLE, "flite is being closed", e);
    } catch (RuntimeException | Error e) {
      fail(Category.GARBAGE, "flite failed on a clause", e);
    }
  }

  private void speak(Path file) throws IOException, InterruptedException {
    var begun = begin(file);
    if (begun.isEmpty()) return;
    try {
      begun.get().finish(settings.deadline());
    } catch (IOException e) {
      // sound from before the failure is good
      give(file);
      throw e;
    }
    if (give(file)) frames.complete();
    else fail(Category.GARBAGE, "flite wrote no sound", null);
  }

  private synchronized Optional<Program.Run> begin(Path file) throws IOException {
    if (!frames.isOver()) run = Optional.of(flite.start(arguments(file), utterance.text()));
    return run;
  }

  private List<String> arguments(Path file) {
    var voice =
        FliteSettings.VOICES.contains(utterance.voice()) ? utterance.voice() : settings.voice();
    return List.of(
        "-voice",
        voice,
        "--setf",
        String.format(Locale.ROOT, "duration_stretch=%.3f", 1 / utterance.pace()),
        "-f",
        "-",
        "-o",
        file.toString());
  }

  /// @return whether there was sound in it
  private boolean give(Path file) throws IOException {
    var wave = WaveFile.read(file);
    if (wave.isEmpty()) return false;
    var cutter = new FrameCutter(wave.get().sampleRate(), frames::offer);
    cutter.add(wave.get().samples(), 0, wave.get().samples().length);
    cutter.finish();
    return true;
  }

  private void fail(Category category, String sentence, Throwable cause) {
    frames.fail(new SpeechFailure(category, sentence, cause));
  }
}
