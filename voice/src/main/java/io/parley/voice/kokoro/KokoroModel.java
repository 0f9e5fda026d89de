package io.parley.voice.kokoro;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.parley.voice.onnx.Networks;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

/// Kokoro-82M (huggingface.co/hexgrad/Kokoro-82M, Apache-2.0; after Li et al., "StyleTTS 2",
/// NeurIPS 2023): phonemes to sound, one whole clause at a time.
///
/// To be closed before the JVM ends (see [Networks]).
public final class KokoroModel implements AutoCloseable {
  /// In Hz.
  public static final int SAMPLE_RATE = 24_000;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final PhonemeTokens tokens;

  private KokoroModel(OrtEnvironment environment, OrtSession session, PhonemeTokens tokens) {
    this.environment = environment;
    this.session = session;
    this.tokens = tokens;
  }

  /// @param network the ONNX file, as fetched or as rewritten by [FloatConvolutions]
  /// @param tokenizer `tokenizer.json`
  /// @param threads that compute one clause
  /// @throws OrtException when the file is not such a model
  public static KokoroModel load(Path network, Path tokenizer, int threads)
      throws OrtException, IOException {
    return new KokoroModel(
        OrtEnvironment.getEnvironment(),
        Networks.load(network, threads),
        PhonemeTokens.read(tokenizer));
  }

  /// Blocks the caller while it computes. Thread safe.
  ///
  /// @param phonemes in Kokoro's alphabet (IPA with some letters of its own), not blank; unknown
  ///   ones are left out, and so are those beyond [PhonemeTokens#MAX]
  /// @param pace 1 is the voice's own
  /// @return samples, each -1 to 1
  public float[] speak(String phonemes, KokoroVoice voice, float pace) throws OrtException {
    try (var run = new OrtSession.RunOptions()) {
      return speak(phonemes, voice, pace, run);
    }
  }

  /// As [#speak(String, KokoroVoice, float)]; throws soon after `run` is told to terminate.
  float[] speak(String phonemes, KokoroVoice voice, float pace, OrtSession.RunOptions run)
      throws OrtException {
    var ids = tokens.of(phonemes);
    try (var input =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
        var style =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(voice.style(ids.length - PhonemeTokens.FRAME)),
                new long[] {1, KokoroVoice.STYLE});
        var speed =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(new float[] {pace}), new long[] {1});
        var result =
            session.run(
                Map.of("input_ids", input, "style", style, "speed", speed),
                session.getOutputNames(),
                run)) {
      var samples = ((OnnxTensor) result.get(0)).getFloatBuffer();
      var spoken = new float[samples.remaining()];
      samples.get(spoken);
      return spoken;
    }
  }

  /// How many of these phonemes it knows.
  int count(String phonemes) {
    return tokens.count(phonemes);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
