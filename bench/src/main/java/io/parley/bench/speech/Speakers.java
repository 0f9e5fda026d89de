package io.parley.bench.speech;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.voice.local.LocalEngines;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/// The speakers of the sentences: the local voices, espeak-ng, and a person.
public final class Speakers {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Speakers() {}

  /// Speaks through the engine's port.
  static List<Spoken> engine(LocalEngines engines, String name, List<String> sentences) {
    var voice =
        engines.voices().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return sentences.stream().map(text -> new Spoken(name, text, say(voice, text))).toList();
  }

  /// Blocks until the utterance is complete.
  public static Spoken.Sound say(TextToSpeech voice, String text) {
    return say(voice, new Utterance(text, "en-US", "", 1));
  }

  /// Likewise.
  public static Spoken.Sound say(TextToSpeech voice, Utterance utterance) {
    var frames = new Frames();
    voice.speak(utterance).subscribe(frames);
    var all = frames.whole.join();
    int rate = all.getFirst().sampleRate();
    var samples = new short[all.size() * all.getFirst().samples().length];
    int at = 0;
    for (var frame : all) {
      System.arraycopy(frame.samples(), 0, samples, at, frame.samples().length);
      at += frame.samples().length;
    }
    return new Spoken.Sound(Spoken.converted(samples, rate));
  }

  /// Speaks with espeak-ng, which calls do not use.
  public static List<Spoken> espeak(ModelDirectory models, List<String> sentences)
      throws IOException, InterruptedException {
    var program = models.find(DebianProgram.ESPEAK).orElseThrow();
    var spoken = new ArrayList<Spoken>();
    var file = Files.createTempFile("parley-bench-", ".wav");
    try {
      for (var text : sentences) {
        program
            .start(List.of("-v", "en-us", "-w", file.toString(), "--stdin"), text)
            .finish(PATIENCE);
        spoken.add(new Spoken("espeak-ng", text, Spoken.read(file)));
      }
    } finally {
      Files.delete(file);
    }
    return spoken;
  }

  /// @param directory with the recordings of `alsa-utils`; no speech when it is missing
  static List<Spoken> person(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) return List.of();
    var spoken = new ArrayList<Spoken>();
    for (var each : Sentences.HUMAN.entrySet())
      spoken.add(
          new Spoken(
              "person", each.getValue(), Spoken.read(directory.resolve(each.getKey() + ".wav"))));
    return spoken;
  }

  private static final class Frames implements Flow.Subscriber<AudioFrame> {
    private final CompletableFuture<List<AudioFrame>> whole = new CompletableFuture<>();
    private final List<AudioFrame> frames = new ArrayList<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(AudioFrame frame) {
      frames.add(frame);
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      whole.complete(frames);
    }
  }
}
