package io.parley.voice.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.parley.voice.onnx.Networks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

/// The network of Silero v6 (github.com/snakers4/silero-vad, MIT). One serves all streams; each
/// stream keeps its own state. A window takes 0.15 to 0.2 ms of one core.
///
/// To be closed before the JVM ends (see [Networks]), and its streams before it.
public final class SileroModel implements AutoCloseable {
  /// In Hz.
  public static final int SAMPLE_RATE = 16_000;

  /// Samples of a window: 32 ms.
  public static final int WINDOW = 512;

  /// Samples before a window that the network sees again.
  private static final int CONTEXT = 64;

  private static final long[] STATE_SHAPE = {2, 1, 128};
  private static final int STATE = 2 * 128;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxTensor sampleRate;

  private SileroModel(OrtEnvironment environment, OrtSession session, OnnxTensor sampleRate) {
    this.environment = environment;
    this.session = session;
    this.sampleRate = sampleRate;
  }

  /// @param file `silero_vad_v6.onnx`
  /// @throws OrtException when the file is not such a model
  public static SileroModel load(Path file) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    return new SileroModel(
        environment,
        Networks.load(file, 1),
        OnnxTensor.createTensor(
            environment, LongBuffer.wrap(new long[] {SAMPLE_RATE}), new long[] {}));
  }

  /// A stream that begins with silence.
  public Stream stream() throws OrtException {
    return new Stream();
  }

  /// One speaker's sound. For one thread at a time; a window allocates next to nothing.
  public final class Stream implements AutoCloseable {
    private final FloatBuffer input = floats(CONTEXT + WINDOW);
    private final FloatBuffer output = floats(1);
    private final OnnxTensor inputTensor = tensor(input, 1, CONTEXT + WINDOW);
    private final OnnxTensor outputTensor = tensor(output, 1, 1);
    private final OnnxTensor even = tensor(floats(STATE), STATE_SHAPE);
    private final OnnxTensor odd = tensor(floats(STATE), STATE_SHAPE);
    // the network reads one state and writes the other, alternately
    private Step next = new Step(even, odd);
    private Step afterwards = new Step(odd, even);

    private Stream() throws OrtException {}

    /// The likelihood of speech in the next [#WINDOW] samples.
    ///
    /// @param samples of which those from `offset` on are read
    /// @return 0 to 1
    public float speech(short[] samples, int offset) throws OrtException {
      for (int i = 0; i < CONTEXT; i++) input.put(i, input.get(WINDOW + i));
      for (int i = 0; i < WINDOW; i++) input.put(CONTEXT + i, samples[offset + i] / 32_768f);
      var step = next;
      next = afterwards;
      afterwards = step;
      try (var _ = session.run(step.inputs, step.outputs)) {
        return output.get(0);
      }
    }

    @Override
    public void close() {
      inputTensor.close();
      outputTensor.close();
      even.close();
      odd.close();
    }

    /// The input and output buffers of a window; created once, not per window.
    private final class Step {
      private final Map<String, OnnxTensor> inputs;
      private final Map<String, OnnxTensor> outputs;

      Step(OnnxTensor before, OnnxTensor after) {
        inputs = Map.of("input", inputTensor, "state", before, "sr", sampleRate);
        outputs = Map.of("output", outputTensor, "stateN", after);
      }
    }

    private static FloatBuffer floats(int count) {
      return ByteBuffer.allocateDirect(count * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }

    private OnnxTensor tensor(FloatBuffer floats, long... shape) throws OrtException {
      return OnnxTensor.createTensor(environment, floats, shape);
    }
  }

  @Override
  public void close() throws OrtException {
    sampleRate.close();
    session.close();
  }
}
