package io.parley.voice.moonshine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.parley.voice.onnx.Networks;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Moonshine (Jeffries et al., "Moonshine: Speech Recognition for Live Transcription and Voice
/// Commands", 2024; MIT): raw sound to words, about eleven times faster than speech on one core. It
/// knows English only, and fails on clips beyond some 13 s.
///
/// To be closed before the JVM ends (see [Networks]).
public final class MoonshineModel implements AutoCloseable {
  /// In Hz.
  public static final int SAMPLE_RATE = 16_000;

  /// Of a clip, in samples: longer clips are unreliable.
  public static final int SAMPLES_MAX = 10 * SAMPLE_RATE;

  /// A shorter clip is padded with silence: the encoder cannot take less than 56 ms.
  private static final int SAMPLES_MIN = SAMPLE_RATE / 2;

  /// No speaker is faster; a model that repeats itself would be, for ever.
  private static final int TOKENS_PER_SECOND = 6;

  private static final String PAST = "past_key_values";

  private final OrtEnvironment environment;
  private final OrtSession encoder;
  private final OrtSession decoder;
  private final Vocabulary vocabulary;

  private MoonshineModel(
      OrtEnvironment environment, OrtSession encoder, OrtSession decoder, Vocabulary vocabulary) {
    this.environment = environment;
    this.encoder = encoder;
    this.decoder = decoder;
    this.vocabulary = vocabulary;
  }

  /// A transcript.
  ///
  /// @param text empty when the model heard no words
  /// @param confidence 0 to 1: the geometric mean of the likelihoods of its tokens
  public record Words(String text, double confidence) {}

  /// @param directory with `encoder_model.onnx` and `decoder_model_merged.onnx`
  /// @param vocabulary `llama-tokenizer.js`
  /// @throws OrtException when the files are not such models
  public static MoonshineModel load(Path directory, Path vocabulary)
      throws OrtException, IOException {
    // one thread is quicker than two here
    return new MoonshineModel(
        OrtEnvironment.getEnvironment(),
        Networks.load(directory.resolve("encoder_model.onnx"), 1),
        Networks.load(directory.resolve("decoder_model_merged.onnx"), 1),
        Vocabulary.read(vocabulary));
  }

  /// Blocks the caller while it computes. Thread safe.
  ///
  /// @param samples of one speaker, 1 to [#SAMPLES_MAX], each -1 to 1
  public Words transcribe(float[] samples) throws OrtException {
    return transcribe(samples, Demand.ANYTHING);
  }

  Words transcribe(float[] samples, Demand demand) throws OrtException {
    if (samples.length == 0 || samples.length > SAMPLES_MAX)
      throw new IllegalArgumentException(
          "samples: %d (expected: 1 to %d)".formatted(samples.length, SAMPLES_MAX));
    var clip = samples.length < SAMPLES_MIN ? Arrays.copyOf(samples, SAMPLES_MIN) : samples;
    try (var sound =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(clip), new long[] {1, clip.length});
        var encoded = encoder.run(Map.of("input_values", sound))) {
      return decode((OnnxTensor) encoded.get(0), tokensMax(clip.length), demand);
    }
  }

  private static int tokensMax(int samples) {
    return Math.max(4, samples * TOKENS_PER_SECOND / SAMPLE_RATE);
  }

  /// The decoder's state for the sound comes with the first step and is kept; its state for the
  /// words grows with each.
  private Words decode(OnnxTensor hidden, int max, Demand demand) throws OrtException {
    try (var held = new Past()) {
      return new Greedy(vocabulary, max, demand).decode(token -> step(token, hidden, held));
    }
  }

  private FloatBuffer step(int token, OnnxTensor hidden, Past past) throws OrtException {
    try (var ids =
            OnnxTensor.createTensor(
                environment, LongBuffer.wrap(new long[] {token}), new long[] {1, 1});
        var hasPast = OnnxTensor.createTensor(environment, new boolean[] {past.isKnown()})) {
      var feed = new HashMap<>(past.tensors);
      feed.put("input_ids", ids);
      feed.put("encoder_hidden_states", hidden);
      feed.put("use_cache_branch", hasPast);
      var result = decoder.run(feed);
      past.take(result);
      return ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
    }
  }

  /// The decoder's state so far. Tensors live as long as the result that they came with.
  private final class Past implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new HashMap<>();
    private final OnnxTensor nothing;
    private OrtSession.Result first;
    private OrtSession.Result last;

    Past() throws OrtException {
      var inputs = decoder.getInputInfo();
      var names = inputs.keySet().stream().filter(name -> name.startsWith(PAST)).toList();
      var shape = ((TensorInfo) inputs.get(names.getFirst()).getInfo()).getShape();
      nothing =
          OnnxTensor.createTensor(
              environment, FloatBuffer.allocate(0), new long[] {0, shape[1], 1, shape[3]});
      for (var name : names) tensors.put(name, nothing);
    }

    boolean isKnown() {
      return first != null;
    }

    void take(OrtSession.Result result) {
      boolean isFirst = first == null;
      tensors.replaceAll(
          (name, before) ->
              isFirst || name.contains(".decoder.")
                  ? (OnnxTensor) result.get(name.replace(PAST, "present")).orElseThrow()
                  : before);
      if (last != null) last.close();
      if (isFirst) first = result;
      else last = result;
    }

    @Override
    public void close() {
      if (last != null) last.close();
      if (first != null) first.close();
      nothing.close();
    }
  }

  @Override
  public void close() throws OrtException {
    encoder.close();
    decoder.close();
  }
}
