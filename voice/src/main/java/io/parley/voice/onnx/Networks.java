package io.parley.voice.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/// Loads ONNX networks.
///
/// The runtime frees its native memory when the JVM ends, even while in use, and the process then
/// aborts (microsoft/onnxruntime#31352): close networks before.
public final class Networks {
  private Networks() {}

  /// @param file in ONNX
  /// @param threads that compute one run; with one it is the caller's, so that the caller decides
  ///   how much runs at once
  /// @throws OrtException when it is not such a file
  public static OrtSession load(Path file, int threads) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // spinning threads would take processor time from calls
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    }
  }
}
