package io.parley.voice.kokoro;

import ai.onnxruntime.OrtException;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.models.ModelPackage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Kokoro with convolutions of floats, made once from the fetched model and stored next to it: 256
/// MB.
public final class FloatKokoro {
  /// Another number means an unknown form of the network.
  private static final int CONVOLUTIONS = 87;

  private static final String TRIAL = "həlˈO.";
  private static final String TRIAL_VOICE = "af_heart";

  private FloatKokoro() {}

  /// The rewritten network, if it exists.
  public static Optional<Path> find(ModelDirectory models) {
    var file = file(models);
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /// Makes it, if it does not exist. A file under its name is complete, synced to disk, and was
  /// tested.
  ///
  /// @param kokoro the files of [ModelPackage#KOKORO]
  /// @throws IOException when the fetched model cannot be rewritten, or the result fails its test
  public static Path prepare(ModelDirectory models, Path kokoro) throws IOException {
    var there = find(models);
    if (there.isPresent()) return there.get();
    var file = file(models);
    var part = file.resolveSibling(file.getFileName() + ".part");
    int rewritten = FloatConvolutions.rewrite(network(kokoro), part);
    if (rewritten != CONVOLUTIONS)
      throw new IOException(
          "%d convolutions were rewritten (expected: %d)".formatted(rewritten, CONVOLUTIONS));
    speak(part, kokoro);
    try (var written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The network as fetched.
  ///
  /// @param kokoro the files of [ModelPackage#KOKORO]
  public static Path network(Path kokoro) {
    return kokoro.resolve("package/build/kokoro-quantized.onnx");
  }

  /// @param kokoro the files of [ModelPackage#KOKORO]
  public static Path tokenizer(Path kokoro) {
    return kokoro.resolve("package/build/tokenizer.json");
  }

  /// @param kokoro the files of [ModelPackage#KOKORO]
  public static Path voices(Path kokoro) {
    return kokoro.resolve("package/build/voices");
  }

  /// @param kokoro the files of [ModelPackage#KOKORO]
  /// @throws IOException when it has no such voice
  public static KokoroVoice voice(Path kokoro, String name) throws IOException {
    return KokoroVoice.read(voices(kokoro).resolve(name + ".bin"));
  }

  private static void speak(Path network, Path kokoro) throws IOException {
    var voice = voice(kokoro, TRIAL_VOICE);
    try (var model = KokoroModel.load(network, tokenizer(kokoro), 1)) {
      float loudest = 0;
      for (float sample : model.speak(TRIAL, voice, 1)) {
        if (!Float.isFinite(sample))
          throw new IOException("the rewritten Kokoro computes samples that are not finite");
        loudest = Math.max(loudest, Math.abs(sample));
      }
      if (loudest < 0.05) throw new IOException("the rewritten Kokoro is silent");
    } catch (OrtException e) {
      throw new IOException("the rewritten Kokoro cannot be run", e);
    }
  }

  private static Path file(ModelDirectory models) {
    return models
        .root()
        .resolve("kokoro-float-%s.onnx".formatted(ModelPackage.KOKORO.sha256().substring(0, 8)));
  }
}
