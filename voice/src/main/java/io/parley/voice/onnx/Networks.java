package io.parley.voice.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/// Loads networks.
///
/// The runtime frees its native ground when the JVM ends, in use or not, and then the process
/// aborts (microsoft/onnxruntime#31352): whoever has loaded one closes it before.
public final class Networks {
  private Networks() {}

  /// @param file in ONNX
  /// @param threads that compute one run; with one it is the caller's, so that who calls decides
  ///   how much runs at once
  /// @throws OrtException when it is no such file
  public static OrtSession load(Path file, int threads) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // threads that wait by turning would take what calls need
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    }
  }
}
