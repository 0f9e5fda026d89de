package io.parley.knowledge.embed;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import io.parley.core.model.Embedder;
import io.parley.core.text.Sha256;
import io.parley.knowledge.embed.EmbedderSettings.OnnxFile;
import io.parley.knowledge.embed.EmbedderSettings.Pooling;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// A sentence embedding model of your own in this JVM: a file in the format ONNX and its
/// `tokenizer.json`, as Hugging Face has them.
public final class OnnxEmbedder implements Embedder, AutoCloseable {
  private static final int ID_CHARS = 16;

  private final String id;
  private final LocalModel model;

  /// Reads both files, to recognise the model by its content.
  ///
  /// @param begin when it loads; calls wait for that
  /// @throws IllegalArgumentException if a file cannot be read
  public OnnxEmbedder(OnnxFile file, CompletableFuture<?> begin) {
    this.id =
        "onnx-%s-%s-%s"
            .formatted(
                file.pooling().name().toLowerCase(Locale.ROOT),
                hash("parley.embedder.onnx.model", file.model()),
                hash("parley.embedder.onnx.tokenizer", file.tokenizer()));
    var pooling = file.pooling() == Pooling.CLS ? PoolingMode.CLS : PoolingMode.MEAN;
    this.model =
        new LocalModel(
            begin, () -> SentenceEncoder.ofFiles(file.model(), file.tokenizer(), pooling));
  }

  @Override
  public String id() {
    return id;
  }

  /// Loads the model.
  @Override
  public int dimensions() {
    return embed("dimensions").length;
  }

  @Override
  public boolean isReady() {
    return model.isReady();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return model.embed(texts);
  }

  /// Waits for the text that is being embedded; later calls are rejected.
  @Override
  public void close() {
    model.close();
  }

  private static String hash(String setting, Path file) {
    var digest = Sha256.begin();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: %s (expected: a file that this user can read)".formatted(setting, file), e);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_CHARS);
  }
}
