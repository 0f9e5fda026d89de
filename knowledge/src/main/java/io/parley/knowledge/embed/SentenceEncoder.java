package io.parley.knowledge.embed;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sentence embedding model that computes in the caller's thread. With threads of its own, the
/// runtime's default, it takes nearly twice the processor time for each text, because they spin
/// between operations that are too small to share.
final class SentenceEncoder extends AbstractInProcessEmbeddingModel {
  private final OnnxBertBiEncoder encoder;

  private SentenceEncoder(OnnxBertBiEncoder encoder) {
    super(Runnable::run);
    this.encoder = encoder;
  }

  /// @param model a file in the format ONNX; @param tokenizer a `tokenizer.json` of Hugging Face
  static SentenceEncoder ofFiles(Path model, Path tokenizer, PoolingMode pooling) {
    try (var tokens = Files.newInputStream(tokenizer)) {
      return of(options -> environment().createSession(model.toString(), options), tokens, pooling);
    } catch (IOException | OrtException e) {
      throw new IllegalStateException(
          "the model %s with %s cannot be loaded".formatted(model, tokenizer), e);
    }
  }

  /// @param model the name of a resource in the format ONNX; @param tokenizer likewise
  static SentenceEncoder ofResources(String model, String tokenizer, PoolingMode pooling) {
    try (var network = SentenceEncoder.class.getResourceAsStream(model);
        var tokens = SentenceEncoder.class.getResourceAsStream(tokenizer)) {
      var bytes = network.readAllBytes();
      return of(options -> environment().createSession(bytes, options), tokens, pooling);
    } catch (IOException | OrtException e) {
      throw new IllegalStateException("the model %s cannot be loaded".formatted(model), e);
    }
  }

  @Override
  protected OnnxBertBiEncoder model() {
    return encoder;
  }

  private interface Network {
    OrtSession open(SessionOptions options) throws OrtException;
  }

  private static SentenceEncoder of(Network network, InputStream tokenizer, PoolingMode pooling)
      throws OrtException {
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new SentenceEncoder(
          new OnnxBertBiEncoder(environment(), network.open(options), tokenizer, pooling));
    }
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment();
  }
}
