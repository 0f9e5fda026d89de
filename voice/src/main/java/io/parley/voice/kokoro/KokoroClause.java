package io.parley.voice.kokoro;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.flow.Outlet;
import io.parley.voice.sound.FrameCutter;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/// One clause: first a process makes its phonemes, then the network its sound, piece by piece (see
/// [KokoroPieces]). Cancelling drops waiting work and stops running work.
final class KokoroClause implements Outlet.Hooks {
  private final KokoroSpeech speech;
  private final Utterance utterance;
  private final double seconds;
  private final Outlet<AudioFrame> frames = new Outlet<>(Outlet.UNLIMITED, this);
  private final FrameCutter cutter = new FrameCutter(KokoroModel.SAMPLE_RATE, frames::offer);

  // under this object's lock
  private Optional<Workers.Task> task = Optional.empty();
  private Optional<OrtSession.RunOptions> run = Optional.empty();
  private boolean counted;
  private OptionalLong computingSince = OptionalLong.empty();

  KokoroClause(KokoroSpeech speech, Utterance utterance) {
    this.speech = speech;
    this.utterance = utterance;
    seconds = KokoroSpeech.seconds(utterance);
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
    counted = true;
    speech.throughput().asked(seconds);
    long asked = System.nanoTime();
    give(speech.processes(), () -> read(asked));
  }

  @Override
  public synchronized void cancelled() {
    task.ifPresent(Workers.Task::drop);
    uncount();
    try {
      if (run.isPresent()) run.get().setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException("the run could not be told to terminate", e);
    }
  }

  private synchronized void give(Workers workers, Runnable work) {
    if (frames.isOver()) return;
    try {
      task = Optional.of(workers.give(Workers.Urgency.NOW, work));
    } catch (RejectedExecutionException e) {
      fail(Category.TIMEOUT, "kokoro's queue is full", e);
    }
  }

  /// @param asked when, as `System.nanoTime` has it
  private void read(long asked) {
    try {
      boolean isBritish = speech.voices().chosen(utterance.voice()).startsWith("b");
      var texts = new ArrayList<String>();
      for (var piece : KokoroPieces.of(utterance.text()))
        texts.addAll(KokoroPhonemes.of(piece, isBritish, speech.espeak(), speech.model()::count));
      speech.throughput().prepared((System.nanoTime() - asked) / 1e9);
      give(speech.computing(), () -> speak(texts));
    } catch (IOException e) {
      fail(Category.UNAVAILABLE, "espeak-ng gives no phonemes: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(Category.UNAVAILABLE, "kokoro is being closed", e);
    } catch (RuntimeException | Error e) {
      fail(Category.GARBAGE, "kokoro failed on a clause", e);
    }
  }

  private void speak(List<String> texts) {
    long began = compute();
    try {
      var voice = speech.voices().voice(speech.voices().chosen(utterance.voice()));
      for (int i = 0; i < texts.size() && !frames.isOver(); i++)
        speak(texts.get(i), voice, i == 0, i == texts.size() - 1);
      cutter.finish();
    } catch (OrtException | IOException | RuntimeException | Error e) {
      // also after a cancellation, when the failure is not delivered
      fail(Category.GARBAGE, "kokoro failed on a clause", e);
      return;
    }
    done((System.nanoTime() - began) / 1e9);
    frames.complete();
  }

  private void speak(String text, KokoroVoice voice, boolean isFirst, boolean isLast)
      throws OrtException {
    try (var options = new OrtSession.RunOptions()) {
      if (!begin(options)) return;
      try {
        var spoken =
            PieceEdges.trimmed(
                speech.model().speak(text, voice, (float) utterance.pace(), options),
                isFirst,
                isLast);
        var samples = new short[spoken.length];
        for (int i = 0; i < samples.length; i++)
          samples[i] = (short) Math.clamp(spoken[i] * 32_768f, -32_768f, 32_767f);
        cutter.add(samples, 0, samples.length);
      } finally {
        end();
      }
    }
  }

  private synchronized long compute() {
    long now = System.nanoTime();
    computingSince = OptionalLong.of(now);
    return now;
  }

  private synchronized boolean begin(OrtSession.RunOptions options) {
    if (frames.isOver()) return false;
    run = Optional.of(options);
    return true;
  }

  private synchronized void end() {
    run = Optional.empty();
  }

  private synchronized void done(double computed) {
    if (!counted) return;
    counted = false;
    speech
        .throughput()
        .done(seconds, computed, (double) cutter.position() / KokoroModel.SAMPLE_RATE);
  }

  private synchronized void uncount() {
    if (!counted) return;
    counted = false;
    double computed =
        computingSince.isPresent() ? (System.nanoTime() - computingSince.getAsLong()) / 1e9 : 0;
    speech.throughput().dropped(seconds, computed);
  }

  private void fail(Category category, String sentence, Throwable cause) {
    uncount();
    frames.fail(new SpeechFailure(category, sentence, cause));
  }
}
