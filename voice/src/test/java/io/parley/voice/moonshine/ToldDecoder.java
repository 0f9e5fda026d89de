package io.parley.voice.moonshine;

import static org.awaitility.Awaitility.await;

import ai.onnxruntime.OrtException;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.Transcript;
import io.parley.voice.moonshine.MoonshineModel.Words;
import io.parley.voice.work.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;

/// A stream whose decoder answers when it is told to.
abstract class ToldDecoder {
  static final int FRAME = 320;
  static final int SECOND = 50;
  static final int QUIET = 10;

  final Workers workers = new Workers("test", 1, 8);

  /// Lengths of the clips that were given to the decoder, in frames.
  final List<Integer> asked = new CopyOnWriteArrayList<>();

  final List<Demand> demands = new CopyOnWriteArrayList<>();
  final BlockingQueue<Words> answers = new LinkedBlockingQueue<>();
  volatile boolean isBroken;
  private long position;

  @AfterEach
  void close() {
    workers.close();
  }

  private Words decode(float[] samples, Demand demand) throws OrtException {
    asked.add(samples.length / FRAME);
    demands.add(demand);
    if (isBroken) throw new OrtException("broken");
    try {
      return answers.take();
    } catch (InterruptedException e) {
      throw new OrtException("closed");
    }
  }

  Flow.Processor<SpeechInput, Transcript> listen() {
    var settings =
        new MoonshineSettings(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            0.35);
    return new MoonshineSpeechToText(this::decode, workers, settings).listen("en-GB");
  }

  void speak(Flow.Processor<SpeechInput, Transcript> stream, int frames) {
    speak(stream, frames, 1_000);
  }

  void speak(Flow.Processor<SpeechInput, Transcript> stream, int frames, int loud) {
    for (int i = 0; i < frames; i++) {
      var samples = new short[FRAME];
      for (int k = 0; k < FRAME; k++) samples[k] = (short) (k % 2 == 0 ? loud : -loud);
      stream.onNext(new AudioFrame(samples, 16_000, position));
      position += FRAME;
    }
  }

  void answer(String text, double confidence) {
    answers.add(new Words(text, confidence));
  }

  void awaitAsked(int count) {
    await().until(() -> asked.size() == count);
  }
}
